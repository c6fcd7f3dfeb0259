/**
 * Trades that happen on a grid of time: number k at k times the gap. Ids so are consecutive, the same on every
 * connection, and go on after a restart.
 */
export class TradeClock {
  readonly #everyMs: number;
  #last: number;

  /** @param now Unix ms: what happened before is not told. */
  constructor(everyMs: number, now: number) {
    this.#everyMs = everyMs;
    this.#last = this.idAt(now);
  }

  /** The id of the last trade at or before a time. */
  idAt(time: number): number {
    return Math.floor(time / this.#everyMs);
  }

  timeOf(id: number): number {
    return id * this.#everyMs;
  }

  /** Ids of the trades since the last call, a hundred at most: who slept does not make up for hours. */
  due(now: number): number[] {
    const newest = this.idAt(now);
    const from = Math.max(this.#last + 1, newest - 99);
    this.#last = Math.max(this.#last, newest);
    return Array.from({ length: Math.max(0, newest - from + 1) }, (_, i) => from + i);
  }
}
