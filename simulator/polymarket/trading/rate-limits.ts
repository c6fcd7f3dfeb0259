import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { json, type JsonResponse } from '../../http/json-server.js';
import type { TradingOptions } from './options.js';

/** Per second and at once, of the lowest tier (reference §13). */
const STANDARD = { order: { rate: 40, burst: 60 }, cancel: { rate: 80, burst: 120 } } as const;

export type RateKind = keyof typeof STANDARD;

interface Bucket {
  tokens: number;
  /** Unix ms. */
  at: number;
}

export interface RateDecision {
  readonly headers: Readonly<Record<string, string>>;
  /** The answer when the budget is used up, else null. */
  readonly refusal: JsonResponse | null;
}

/** Token buckets per signer that count orders, not requests. */
export class RateLimits {
  readonly #clock: Clock;
  readonly #mode: TradingOptions['rateLimits'];
  readonly #buckets = new Map<string, Bucket>();

  constructor(clock: Clock, mode: TradingOptions['rateLimits']) {
    this.#clock = clock;
    this.#mode = mode;
  }

  /** @param owing takes the cost as long as anything is left, into debt: cancel-all in the lower tiers */
  take(signer: string, kind: RateKind, cost: number, owing = false): RateDecision {
    const { rate, burst } = STANDARD[kind];
    const now = this.#clock.now();
    const key = `${signer}/${kind}`;
    const before = this.#buckets.get(key) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, before.tokens + ((now - before.at) / 1_000) * rate);
    const affordable = owing ? tokens >= 1 : tokens >= cost;
    const left = affordable ? tokens - cost : tokens;
    this.#buckets.set(key, { tokens: left, at: now });
    const headers: Record<string, string> = {
      'poly-ratelimit-remaining': String(Math.floor(left)),
      'poly-ratelimit-reset': String(Math.ceil((burst - left) / rate)),
      'poly-ratelimit-tier': 'standard',
    };
    if (affordable) return { headers, refusal: null };
    if (this.#mode === 'warning') return { headers: { ...headers, 'poly-ratelimit-warning': 'true' }, refusal: null };
    const seconds = String(Math.max(1, Math.ceil((cost - tokens) / rate)));
    const refusal = { ...json({ error: 'Too Many Requests' }, 429), headers: { ...headers, 'retry-after': seconds } };
    return { headers, refusal };
  }
}
