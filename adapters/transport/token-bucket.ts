import { sleep, type Clock } from '@pm-arbitrage/core/clock/clock.js';

/**
 * A venue's request budget, kept on our side so that the venue never has to refuse. Refills continuously; callers are
 * served in the order in which they asked.
 */
export class TokenBucket {
  readonly #clock: Clock;
  readonly #capacity: number;
  readonly #perMs: number;
  #tokens: number;
  #filledAt: number;
  #queue: Promise<void> = Promise.resolve();

  /** @param perSecond tokens refilled a second. @param capacity the most that can be saved up. */
  constructor(clock: Clock, perSecond: number, capacity: number) {
    this.#clock = clock;
    this.#capacity = capacity;
    this.#perMs = perSecond / 1000;
    this.#tokens = capacity;
    this.#filledAt = clock.monotonic();
  }

  /** Resolves when `cost` tokens were taken. A cost above the capacity waits for a full bucket and leaves a debt. */
  take(cost: number): Promise<void> {
    const turn = this.#queue.then(() => this.#wait(cost));
    this.#queue = turn;
    return turn;
  }

  /**
   * Takes `cost` tokens at once, past everybody who waits, if that leaves `reserve` tokens.
   * @returns 0 when they were taken, else after how many ms another attempt makes sense.
   */
  tryTake(cost: number, reserve = 0): number {
    this.#refill();
    const missing = Math.min(cost + reserve, this.#capacity) - this.#tokens;
    if (missing > 0) return Math.max(1, Math.ceil(missing / this.#perMs));
    this.#tokens -= cost;
    return 0;
  }

  /** Empties the bucket: the venue said that its own is empty. */
  drain(): void {
    this.#refill();
    this.#tokens = Math.min(this.#tokens, 0);
  }

  async #wait(cost: number): Promise<void> {
    const needed = Math.min(cost, this.#capacity);
    for (;;) {
      this.#refill();
      if (this.#tokens >= needed) break;
      await sleep(this.#clock, Math.ceil((needed - this.#tokens) / this.#perMs));
    }
    this.#tokens -= cost;
  }

  #refill(): void {
    const now = this.#clock.monotonic();
    this.#tokens = Math.min(this.#capacity, this.#tokens + (now - this.#filledAt) * this.#perMs);
    this.#filledAt = now;
  }
}
