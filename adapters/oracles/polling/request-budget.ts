import { type Clock, sleep } from '@pm-arbitrage/core/clock/clock.js';
import { TokenBucket } from '../../transport/token-bucket.js';

/** A limit that a server sets: so many in a window. */
export interface RequestLimit {
  readonly requests: number;
  readonly windowMs: number;
}

/** Kept free of what a server allows, for clocks that differ and requests that crossed. */
const SHARE = 0.9;
/** Who would wait longer than this for its turn goes away instead, ms. */
const LONGEST_WAIT_MS = 60_000;

/**
 * All limits of a server kept at once. A bucket may be emptied at once and refills over its window, so in the first
 * window as much again could come; hence half of each limit is for bursts and half for the steady pace.
 */
export class RequestBudget {
  readonly #clock: Clock;
  readonly #buckets: readonly TokenBucket[];

  constructor(clock: Clock, limits: readonly RequestLimit[]) {
    this.#clock = clock;
    this.#buckets = limits.map(({ requests, windowMs }) => {
      const half = Math.max(1, (requests * SHARE) / 2);
      return new TokenBucket(clock, Math.max(half, requests * SHARE - half) / (windowMs / 1_000), half);
    });
  }

  /** Waits for a turn. @returns 0 when it was taken, else after how many ms to come again. */
  async take(cost: number, signal: AbortSignal): Promise<number> {
    for (;;) {
      // With a cost of nothing and the cost as reserve a bucket only tells; taken is when all of them agree.
      const wait = Math.max(0, ...this.#buckets.map((bucket) => bucket.tryTake(0, cost)));
      if (wait === 0) {
        for (const bucket of this.#buckets) bucket.tryTake(cost);
        return 0;
      }
      if (wait > LONGEST_WAIT_MS || signal.aborted) return wait;
      await sleep(this.#clock, wait, signal);
    }
  }

  /** The server said that its own is used up. */
  drain(): void {
    for (const bucket of this.#buckets) bucket.drain();
  }
}
