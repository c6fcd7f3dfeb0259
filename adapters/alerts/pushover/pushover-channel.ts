import type { AlertsConfig } from '@pm-arbitrage/core/config/alerts-section.js';
import type { AlertTier } from '@pm-arbitrage/core/domain/alert.js';
import type { AlertChannel, AlertMessage } from '@pm-arbitrage/core/ports/alert-channel.js';
import { z } from 'zod';
import { askService, type ServiceAnswer } from '../post.js';
import { refusal } from '../refusal.js';
import { fitText } from '../text/fit-text.js';
import { messageFoot } from '../text/message-foot.js';
import { oneLine, plainText } from '../text/plain-text.js';

/** Characters. @see https://pushover.net/api#limits */
const TITLE = 250;
const MESSAGE = 1_024;
/** Most that an emergency is repeated by the service, s. @see https://pushover.net/api#priority */
const EXPIRE_S = 10_800;
const SHORTEST_RETRY_S = 30;
/** 2 is repeated by the service until it is acknowledged; the router repeats by itself, so only the first is one. */
const priorities: Readonly<Record<AlertTier, number>> = { routine: -1, important: 0, critical: 1, emergency: 2 };

const answerSchema = z.object({ receipt: z.string().optional(), errors: z.array(z.string()).optional() });
const receiptSchema = z.object({
  acknowledged: z.union([z.literal(0), z.literal(1)]),
  acknowledged_by_device: z.string().optional(),
});

/** Pushover. @see https://pushover.net/api */
export function pushoverChannel(
  { url, token, user }: { readonly url: string; readonly token: string; readonly user: string },
  { repeatMs }: Pick<AlertsConfig, 'repeatMs'>,
): AlertChannel {
  const fieldsOf = (message: AlertMessage): URLSearchParams => {
    const foot = `\n${messageFoot(message)}`;
    const priority = message.repeat > 0 ? Math.min(1, priorities[message.tier]) : priorities[message.tier];
    const form = new URLSearchParams({
      token,
      user,
      title: fitText(oneLine(message.title), TITLE),
      message: `${fitText(plainText(message.body), MESSAGE - foot.length)}${foot}`,
      priority: String(priority),
      timestamp: String(Math.floor(message.at / 1_000)),
    });
    if (priority === 2) {
      form.set('retry', String(Math.max(SHORTEST_RETRY_S, Math.round(repeatMs / 1_000))));
      form.set('expire', String(EXPIRE_S));
    }
    return form;
  };
  const refused = (answer: ServiceAnswer) => {
    const said = answerSchema.safeParse(answer.body).data?.errors?.join(', ') ?? 'no reason given';
    return refusal('pushover', answer, { detail: said, advice: 'check PUSHOVER_TOKEN and PUSHOVER_USER' });
  };
  return {
    name: 'pushover',
    async send(message, signal) {
      const answer = await askService('pushover', `${url}/1/messages.json`, { body: fieldsOf(message), signal });
      if (answer.status !== 200) throw refused(answer);
      return { reference: answerSchema.safeParse(answer.body).data?.receipt ?? null };
    },
    async acknowledgedBy(reference, signal) {
      const query = new URLSearchParams({ token });
      const path = `${url}/1/receipts/${encodeURIComponent(reference)}.json?${query}`;
      const answer = await askService('pushover', path, { method: 'GET', signal });
      if (answer.status !== 200) throw refused(answer);
      const receipt = receiptSchema.parse(answer.body);
      return receipt.acknowledged === 1 ? `pushover ${receipt.acknowledged_by_device ?? ''}`.trim() : null;
    },
    async recall(reference, signal) {
      const path = `${url}/1/receipts/${encodeURIComponent(reference)}/cancel.json`;
      const answer = await askService('pushover', path, { body: new URLSearchParams({ token }), signal });
      if (answer.status !== 200) throw refused(answer);
    },
    close: () => undefined,
  };
}
