const WINDOW_MS = 900_000;
const MOST_FAILURES = 5;
const MOST_ADDRESSES = 10_000;

/** Failed logins by the address they came from: after five nobody there may try before a quarter of an hour is over. */
export class AttemptLimit {
  readonly #failures = new Map<string, { count: number; readonly until: number }>();

  /** How long the address has to wait, ms; 0: it may try. */
  waitMs(address: string, now: number): number {
    const known = this.#failures.get(address);
    if (known === undefined || now >= known.until || known.count < MOST_FAILURES) return 0;
    return known.until - now;
  }

  failed(address: string, now: number): void {
    const known = this.#failures.get(address);
    if (known !== undefined && now < known.until) {
      known.count++;
      return;
    }
    // The oldest go first; who has so many addresses gets five guesses with each.
    if (this.#failures.size >= MOST_ADDRESSES)
      for (const [oldest] of this.#failures) {
        this.#failures.delete(oldest);
        break;
      }
    this.#failures.delete(address);
    this.#failures.set(address, { count: 1, until: now + WINDOW_MS });
  }

  succeeded(address: string): void {
    this.#failures.delete(address);
  }
}
