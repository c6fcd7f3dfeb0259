/** Counts what a client says in any window of time, and knows when it is too much. */
export class RequestCount {
  readonly #now: () => number;
  readonly #windowMs: number;
  readonly #most: number;
  readonly #times: number[] = [];

  constructor(now: () => number, windowMs: number, most: number) {
    this.#now = now;
    this.#windowMs = windowMs;
    this.#most = most;
  }

  /** Counts one; false when it is one too many. */
  take(): boolean {
    const now = this.#now();
    while (this.#times.length > 0 && now - (this.#times[0] as number) >= this.#windowMs) this.#times.shift();
    this.#times.push(now);
    return this.#times.length <= this.#most;
  }
}
