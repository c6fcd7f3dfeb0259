/** Versions older than this are forgotten, but for the last of them. */
const KEPT_MS = 600_000;

/** A value with its past, so that a read can show an older state as the real exchange's do. */
export class Versioned<T> {
  #versions: { readonly at: number; readonly value: T }[];

  /** @param at Unix milliseconds from which it exists. */
  constructor(at: number, value: T) {
    this.#versions = [{ at, value }];
  }

  get now(): T {
    return (this.#versions.at(-1) as { value: T }).value;
  }

  /**
   * Of two values set at one time the later call stands. A time before the last change counts as that of the change:
   * the engine's actions carry the time at which they were due, which may be a moment ago.
   */
  set(time: number, value: T): void {
    const at = Math.max(time, this.#versions.at(-1)?.at ?? time);
    const kept = this.#versions.findIndex((version) => version.at >= at - KEPT_MS);
    if (kept > 1) this.#versions = this.#versions.slice(kept - 1);
    this.#versions.push({ at, value });
  }

  /** The value at a time, or undefined before there was one. */
  asOf(at: number): T | undefined {
    return this.#versions.findLast((version) => version.at <= at)?.value;
  }
}
