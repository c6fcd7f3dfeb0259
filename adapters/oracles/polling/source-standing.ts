import type { Clock } from '@pm-arbitrage/core/clock/clock.js';

/** After a 429 that does not say how long; doubled while they go on. */
const LIMITED_MS = 60_000;
const LONGEST_LIMITED_MS = 3_600_000;

/** How it stands with a server: whether it answers, since when not, and how long it is to be left alone. */
export class SourceStanding {
  readonly #clock: Clock;
  #answered = false;
  #failure: string | null = null;
  #recoveries = 0;
  #limited = 0;
  #held: { readonly until: number; readonly reason: string } | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get connected(): boolean {
    return this.#answered && this.#failure === null;
  }

  /** How often it answered again after it had failed. */
  get recoveries(): number {
    return this.#recoveries;
  }

  /** @returns whether it had failed before. */
  succeeded(): boolean {
    const recovered = this.#failure !== null;
    this.#answered = true;
    this.#limited = 0;
    this.#failure = null;
    if (recovered) this.#recoveries++;
    return recovered;
  }

  /** @returns whether it answered before. */
  failed(reason: string): boolean {
    const first = this.#failure === null;
    this.#answered = true;
    this.#failure = reason;
    return first;
  }

  /** How long to wait after one more "too many", ms. */
  limitedPause(): number {
    return Math.min(LONGEST_LIMITED_MS, LIMITED_MS * 2 ** Math.min(this.#limited++, 10));
  }

  /** Leaves it alone for so long, ms. @returns false when it is left alone for longer already. */
  hold(forMs: number, reason: string): boolean {
    const until = this.#clock.monotonic() + forMs;
    if (this.#held !== null && this.#held.until >= until) return false;
    this.#held = { until, reason };
    return true;
  }

  /** How long it is still to be left alone, ms. */
  get waitMs(): number {
    return this.#held === null ? 0 : Math.max(0, this.#held.until - this.#clock.monotonic());
  }

  /** What a person should know; null: all is well. */
  get trouble(): string | null {
    const wait = this.waitMs;
    if (this.#held !== null && wait > 0)
      return `left alone for ${Math.ceil(wait / 1_000)} s more: ${this.#held.reason}`;
    return this.#answered ? this.#failure : 'not asked yet';
  }

  reset(): void {
    this.#answered = false;
    this.#failure = null;
    this.#limited = 0;
    this.#held = null;
  }
}
