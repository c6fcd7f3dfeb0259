/** Budget of a Basic account for reads (reference §4): tokens per second and two seconds' worth of capacity. */
export const BASIC_READ = { refillRate: 200, capacity: 400 } as const;
export const BASIC_WRITE = { refillRate: 100, capacity: 100 } as const;
/** Tokens of a request that is not in the cost list. */
export const DEFAULT_COST = 10;
/** Tokens of a cancel, also of each in a batch and of a cancel-all, and of reading one order. */
export const CHEAP_COST = 2;

/** A budget that refills continuously. Times are milliseconds of any steady clock. */
export class TokenBucket {
  readonly #refillRate: number;
  readonly #capacity: number;
  #tokens: number;
  #at: number;

  constructor(limits: { readonly refillRate: number; readonly capacity: number }, now: number) {
    this.#refillRate = limits.refillRate;
    this.#capacity = limits.capacity;
    this.#tokens = limits.capacity;
    this.#at = now;
  }

  holds(cost: number, now: number): boolean {
    this.#tokens = Math.min(this.#capacity, this.#tokens + ((now - this.#at) / 1_000) * this.#refillRate);
    this.#at = now;
    return this.#tokens >= cost;
  }

  /** @returns false, taking nothing, when the cost is not there. */
  take(cost: number, now: number): boolean {
    if (!this.holds(cost, now)) return false;
    this.#tokens -= cost;
    return true;
  }
}
