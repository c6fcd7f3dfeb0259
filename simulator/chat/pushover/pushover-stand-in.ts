import { randomUUID } from 'node:crypto';
import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { JsonRequest, JsonResponse } from '../../http/json-server.js';
import { type ChatServer, startChatServer } from '../chat-server.js';
import { messageErrors } from './message-errors.js';

/** What a person's device shows. */
export interface PushoverNote {
  readonly title: string;
  readonly message: string;
  readonly priority: number;
  /** Of emergencies alone. */
  readonly receipt: string | null;
}

interface Receipt {
  readonly sentAt: number;
  readonly expireMs: number;
  acknowledgedAt: number | null;
  cancelled: boolean;
}

export interface PushoverStandIn extends Pick<ChatServer, 'url' | 'faults' | 'requests' | 'close'> {
  /** What was pushed, oldest first. */
  readonly notes: readonly PushoverNote[];
  /** The person presses "acknowledge" on the device. */
  acknowledge(receipt: string): void;
  isCancelled(receipt: string): boolean;
}

/** Pushover's message API, for one application and one user. @see https://pushover.net/api */
export async function startPushover(options: {
  readonly clock: Clock;
  readonly token: string;
  readonly user: string;
}): Promise<PushoverStandIn> {
  const { clock, token, user } = options;
  const notes: PushoverNote[] = [];
  const receipts = new Map<string, Receipt>();
  let remaining = 10_000;

  const refuse = (status: number, errors: readonly string[], extra: object = {}): JsonResponse => ({
    status,
    body: { ...extra, errors, status: 0, request: randomUUID() },
  });
  const answer = ({ method, path, body, query }: JsonRequest): JsonResponse => {
    const form = new URLSearchParams(body);
    if ((form.get('token') ?? query.get('token')) !== token)
      return refuse(400, ['application token is invalid'], { token: 'invalid' });
    const [, receipt, action] = /^\/1\/receipts\/([^/.]+)(\.json|\/cancel\.json)$/.exec(path) ?? [];
    if (receipt !== undefined && action !== undefined) {
      const known = receipts.get(receipt);
      if (known === undefined)
        return refuse(404, ['receipt not found; may be invalid or expired'], { receipt: 'not found' });
      if (action === '/cancel.json') {
        if (method !== 'POST') return refuse(405, ['method not allowed']);
        known.cancelled = true;
        return { status: 200, body: { status: 1, request: randomUUID() } };
      }
      return { status: 200, body: { ...receiptJson(known, clock.now()), request: randomUUID() } };
    }
    if (path !== '/1/messages.json' || method !== 'POST') return refuse(404, ['no such page']);
    if (form.get('user') !== user)
      return refuse(400, ['user identifier is not a valid user, group, or subscribed user key'], { user: 'invalid' });
    const errors = messageErrors(form);
    if (errors.length > 0) return refuse(400, errors);
    const priority = Number(form.get('priority') ?? 0);
    const made = priority === 2 ? randomUUID().replaceAll('-', '').slice(0, 30) : null;
    if (made !== null)
      receipts.set(made, {
        sentAt: clock.now(),
        expireMs: Number(form.get('expire')) * 1_000,
        acknowledgedAt: null,
        cancelled: false,
      });
    notes.push({ title: form.get('title') ?? '', message: form.get('message') ?? '', priority, receipt: made });
    remaining--;
    return {
      status: 200,
      headers: { 'x-limit-app-limit': '10000', 'x-limit-app-remaining': String(remaining) },
      body: { status: 1, request: randomUUID(), ...(made === null ? {} : { receipt: made }) },
    };
  };
  const server = await startChatServer({
    clock,
    answer,
    tooMany: () => refuse(429, ['application is over its monthly message limit']),
    broken: (status) => refuse(status, ['something went wrong']),
  });
  return {
    ...server,
    notes,
    acknowledge(receipt) {
      const known = receipts.get(receipt);
      if (known === undefined) throw new Error(`no receipt ${receipt}`);
      known.acknowledgedAt = clock.now();
    },
    isCancelled: (receipt) => receipts.get(receipt)?.cancelled ?? false,
  };
}

const receiptJson = ({ sentAt, expireMs, acknowledgedAt, cancelled }: Receipt, now: number): object => ({
  status: 1,
  acknowledged: acknowledgedAt === null ? 0 : 1,
  acknowledged_at: acknowledgedAt === null ? 0 : Math.floor(acknowledgedAt / 1_000),
  acknowledged_by: acknowledgedAt === null ? '' : 'user',
  acknowledged_by_device: acknowledgedAt === null ? '' : 'phone',
  last_delivered_at: Math.floor(sentAt / 1_000),
  expired: cancelled || now >= sentAt + expireMs ? 1 : 0,
  expires_at: Math.floor((sentAt + expireMs) / 1_000),
  called_back: 0,
  called_back_at: 0,
});
