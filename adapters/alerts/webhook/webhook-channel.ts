import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { AlertChannel } from '@pm-arbitrage/core/ports/alert-channel.js';
import { askService } from '../post.js';
import { refusal } from '../refusal.js';
import { plainText } from '../text/plain-text.js';
import { signRequest } from './sign-request.js';

export interface WebhookTarget {
  readonly url: string;
  readonly secret: string;
}

/** A signed POST of JSON to an address of one's own; any 2xx takes the message. */
export function webhookChannel({ url, secret }: WebhookTarget, clock: Pick<Clock, 'now'>): AlertChannel {
  return {
    name: 'webhook',
    async send(message, signal) {
      const { title, body: text, at, ...rest } = message;
      const time = new Date(at).toISOString();
      const body = JSON.stringify({ ...rest, title: plainText(title), body: plainText(text), at: time });
      const answer = await askService('webhook', url, {
        headers: {
          'content-type': 'application/json',
          'x-pm-arbitrage-signature': signRequest(secret, body, clock.now()),
          'idempotency-key': message.id,
        },
        body,
        signal,
      });
      if (answer.status < 200 || answer.status > 299)
        throw refusal('webhook', answer, { detail: 'the receiver refused', advice: 'check ALERT_WEBHOOK_URL' });
      return { reference: null };
    },
    close: () => undefined,
  };
}
