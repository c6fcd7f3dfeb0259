import type { Clock } from '@pm-arbitrage/core/clock/clock.js';

const SECOND_MS = 1_000;

/**
 * The venue's clock, learned from the `Date` headers of its answers. A header tells whole seconds and was written
 * between sending and receiving, so each answer narrows the offset to an interval; the intervals are intersected. One
 * that contradicts them starts anew: a clock was set.
 */
export class VenueClock {
  readonly #clock: Clock;
  #low = Number.NEGATIVE_INFINITY;
  #high = Number.POSITIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @param sentAt and receivedAt, Unix ms of our clock. Headers that are no date change nothing. */
  observe(date: string | undefined, sentAt: number, receivedAt: number): void {
    const second = date === undefined ? Number.NaN : Date.parse(date);
    if (Number.isNaN(second)) return;
    const low = second - receivedAt;
    const high = second + SECOND_MS - sentAt;
    if (low > this.#high || high < this.#low) {
      this.#low = low;
      this.#high = high;
      return;
    }
    this.#low = Math.max(this.#low, low);
    this.#high = Math.min(this.#high, high);
  }

  /** The venue's clock minus ours, ms: 0 as long as nothing speaks against it; null before the first answer. */
  get skewMs(): number | null {
    if (this.#low === Number.NEGATIVE_INFINITY) return null;
    return this.#low <= 0 && this.#high >= 0 ? 0 : Math.round((this.#low + this.#high) / 2);
  }

  /** Unix ms at the venue, whole. */
  now(): number {
    return this.#clock.now() + (this.skewMs ?? 0);
  }
}
