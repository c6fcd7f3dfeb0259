import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { JsonRequest, JsonResponse } from '../../http/json-server.js';
import { type ChatServer, startChatServer } from '../chat-server.js';

/** What a receiver refuses as too old, s. */
const OLDEST_S = 300;

export interface WebhookReceiver extends Pick<ChatServer, 'url' | 'faults' | 'requests' | 'close'> {
  /** Bodies whose signature held; a second one under the same key is not taken. */
  readonly taken: readonly Readonly<Record<string, unknown>>[];
}

/** A receiver as somebody would write it from the documentation alone. */
export async function startWebhookReceiver(options: {
  readonly clock: Clock;
  readonly secret: string;
}): Promise<WebhookReceiver> {
  const { clock, secret } = options;
  const taken: Readonly<Record<string, unknown>>[] = [];
  const keys = new Set<string>();
  const answer = ({ method, headers, body }: JsonRequest): JsonResponse => {
    const signature = String(headers['x-pm-arbitrage-signature'] ?? '');
    const parts = new Map(signature.split(',').map((part) => part.split('=', 2) as [string, string]));
    const time = Number(parts.get('t'));
    const expected = createHmac('sha256', secret)
      .update(`${parts.get('t')}.${body}`)
      .digest();
    const given = Buffer.from(parts.get('v1') ?? '', 'hex');
    const holds = given.length === expected.length && timingSafeEqual(given, expected);
    if (method !== 'POST' || !holds || Math.abs(clock.now() / 1_000 - time) > OLDEST_S)
      return { status: 401, body: { error: 'bad signature' } };
    const key = String(headers['idempotency-key']);
    if (!keys.has(key)) {
      keys.add(key);
      taken.push(JSON.parse(body) as Readonly<Record<string, unknown>>);
    }
    return { status: 202, body: {} };
  };
  const server = await startChatServer({
    clock,
    answer,
    tooMany: (retryAfterS) => ({ status: 429, body: {}, headers: { 'retry-after': String(retryAfterS) } }),
    broken: (status) => ({ status, body: {} }),
  });
  return { ...server, taken };
}
