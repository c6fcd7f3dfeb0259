const WINDOW_MS = 10_000;
const MOST_REQUESTS = 400;
const MOST_ADDRESSES = 10_000;

/** Requests by the address they came from: more than a page ever sends are refused. */
export class RequestLimit {
  readonly #counts = new Map<string, { count: number; readonly until: number }>();

  /** Counts one. @returns whether it is one too many. `now` Unix ms */
  isTooMany(address: string, now: number): boolean {
    const known = this.#counts.get(address);
    if (known !== undefined && now < known.until) return ++known.count > MOST_REQUESTS;
    if (this.#counts.size >= MOST_ADDRESSES) this.#counts.clear();
    this.#counts.set(address, { count: 1, until: now + WINDOW_MS });
    return false;
  }
}
