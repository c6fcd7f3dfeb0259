import type { Random } from '@pm-arbitrage/core/random/random.js';

/** How waiting grows between attempts. */
export interface BackoffPolicy {
  /** The first wait is drawn from 0 to this, ms. */
  readonly baseMs: number;
  /** No wait is longer, ms. */
  readonly maxMs: number;
}

/**
 * The wait before attempt `attempt` (from 1): uniform between 0 and the doubled limit ("full jitter"), so that clients
 * that failed together do not return together.
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function fullJitter(attempt: number, policy: BackoffPolicy, random: Random): number {
  const limit = Math.min(policy.maxMs, policy.baseMs * 2 ** Math.min(attempt - 1, 30));
  return Math.round(random.next() * limit);
}
