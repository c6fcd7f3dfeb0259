import type { Quantity } from '@pm-arbitrage/core/money/money.js';
import type { KalshiOrder } from './order.js';

/** Matched contracts count for this long (reference §8.9). */
const WINDOW_MS = 15_000;

/** Orders that are cancelled together once they have matched too much in a short time. */
export class OrderGroup {
  readonly id: string;
  readonly shard: number;
  limit: Quantity;
  /** Refuses new orders until it is reset. */
  triggered = false;
  readonly orders: KalshiOrder[] = [];
  #matches: { readonly at: number; readonly count: Quantity }[] = [];

  constructor(id: string, shard: number, limit: Quantity) {
    this.id = id;
    this.shard = shard;
    this.limit = limit;
  }

  /** Counts a match. */
  matched(at: number, count: Quantity): void {
    this.#matches.push({ at, count });
  }

  /** Whether the matches of the window reach the limit. */
  isReached(at: number): boolean {
    this.#matches = this.#matches.filter((match) => match.at > at - WINDOW_MS);
    return this.#matches.reduce((total, match) => total + match.count, 0) >= this.limit;
  }

  reset(): void {
    this.triggered = false;
    this.#matches = [];
  }
}
