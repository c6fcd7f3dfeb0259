import type { Clock } from '@pm-arbitrage/core/clock/clock.js';

/** A reading that many may ask for: those who ask at once share one, and for a moment it is new enough for the next. */
export class Recent<T> {
  readonly #clock: Clock;
  readonly #keptMs: number;
  readonly #read: () => Promise<T>;
  #last: { readonly value: Promise<T>; endedAt: number | null } | null = null;

  /** @param keptMs how long after its end a reading is new enough */
  constructor(clock: Clock, keptMs: number, read: () => Promise<T>) {
    this.#clock = clock;
    this.#keptMs = keptMs;
    this.#read = read;
  }

  get(): Promise<T> {
    const known = this.#last;
    if (known !== null && (known.endedAt === null || this.#clock.monotonic() - known.endedAt < this.#keptMs))
      return known.value;
    const reading = { value: this.#read(), endedAt: null as number | null };
    this.#last = reading;
    reading.value.then(
      () => (reading.endedAt = this.#clock.monotonic()),
      // Nobody is told of a failure twice.
      () => (this.#last = null),
    );
    return reading.value;
  }
}
