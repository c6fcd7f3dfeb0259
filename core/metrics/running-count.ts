import type { Counter } from 'prom-client';

/** Brings a counter up to numbers that somebody else counts: each time by what was added since. */
export class RunningCount<L extends string> {
  readonly #counter: Counter<L>;
  readonly #seen = new Map<string, number>();

  constructor(counter: Counter<L>) {
    this.#counter = counter;
  }

  /** @param total what the other has counted since this process started; one that fell began anew */
  reach(labels: Record<L, string>, total: number): void {
    const key = Object.values(labels).join('\u0000');
    const seen = this.#seen.get(key) ?? 0;
    this.#seen.set(key, total);
    if (total !== seen) this.#counter.inc(labels, total > seen ? total - seen : total);
  }
}
