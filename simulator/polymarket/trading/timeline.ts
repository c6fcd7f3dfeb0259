/** How far back a value is remembered, ms; the longest lag that reads can be given. */
const REMEMBERED_MS = 600_000;

/** A value with its past, for reads that lag behind writes. */
export class Timeline<T> {
  readonly #entries: { readonly at: number; readonly value: T }[];

  /** @param at Unix ms since which `value` holds. */
  constructor(value: T, at: number) {
    this.#entries = [{ at, value }];
  }

  get now(): T {
    return (this.#entries.at(-1) as { value: T }).value;
  }

  /** What the value was at Unix ms `time`; the oldest one known when it had none yet. */
  at(time: number): T {
    return (this.#entries.findLast((entry) => entry.at <= time) ?? (this.#entries[0] as { value: T })).value;
  }

  /** Whether there was a value at `time`. */
  existedAt(time: number): boolean {
    return (this.#entries[0] as { at: number }).at <= time;
  }

  set(value: T, at: number): void {
    this.#entries.push({ at, value });
    const current = this.#entries.findLastIndex((entry) => entry.at <= at - REMEMBERED_MS);
    if (current > 0) this.#entries.splice(0, current);
  }
}
