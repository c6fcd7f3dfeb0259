import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { json } from '../http/json-server.js';
import { BASIC_READ, TokenBucket } from './token-bucket.js';
import type { Account } from './trading/account.js';
import { TIERS, type Budget } from './trading/tiers.js';
import { shardIndexes } from './trading/venue-state.js';

/** Whose write budget pays: a shard's (0 is the unscoped one), or every shard's for a write that is routed for its sender. */
export type WriteRoute = number | 'every';

/** The body is exactly this, and no header helps (reference §4). */
export const tooManyRequests = () => json({ error: 'too many requests' }, 429);

/** The token budgets of accounts, and of strangers by their address. */
export class RateLimiter {
  readonly #clock: Clock;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @returns false when the budget does not hold the cost. */
  read(who: Account | string, cost: number): boolean {
    if (typeof who === 'string') return this.#bucket(`address ${who}`, BASIC_READ).take(cost, this.#clock.monotonic());
    return this.#bucket(`read ${who.id}`, TIERS[who.tier].read).take(cost, this.#clock.monotonic());
  }

  /** @returns false, taking nothing anywhere, when one of the budgets does not hold the cost. */
  write(account: Account, route: WriteRoute, cost: number): boolean {
    const now = this.#clock.monotonic();
    const shards = route === 'every' ? shardIndexes : [route];
    const buckets = shards.map((shard) => this.#bucket(`write ${shard} ${account.id}`, TIERS[account.tier].write));
    if (!buckets.every((bucket) => bucket.holds(cost, now))) return false;
    for (const bucket of buckets) bucket.take(cost, now);
    return true;
  }

  #bucket(key: string, budget: Budget): TokenBucket {
    const known = this.#buckets.get(key);
    if (known) return known;
    const bucket = new TokenBucket(budget, this.#clock.monotonic());
    this.#buckets.set(key, bucket);
    return bucket;
  }
}
