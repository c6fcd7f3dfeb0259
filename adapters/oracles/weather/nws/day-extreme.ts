/** The highest or the lowest temperature of one day at one station, as it stands. */
export interface ExtremeNow {
  readonly value: number;
  readonly final: boolean;
  /** Unix ms at which it was known so. */
  readonly at: number;
  readonly uncertainty: number | null;
}

/**
 * The highest (or lowest) temperature of a day from readings, reports of the day so far, the final report and its
 * corrections. Until the final report it never falls (or rises); then that report alone counts, whatever was read, and
 * the report issued last counts among several. The official one comes from short averages, so readings are a lower (or
 * upper) bound of it.
 */
export class DayExtreme {
  /** 1: higher is more extreme; −1: lower is. */
  readonly #sign: 1 | -1;
  #read: { readonly value: number; readonly at: number; readonly uncertainty: number } | null = null;
  #readUntil = -Infinity;
  #soFar: { readonly value: number; readonly issuedAt: number } | null = null;
  #final: { readonly value: number; readonly issuedAt: number } | null = null;

  constructor(kind: 'maximum' | 'minimum') {
    this.#sign = kind === 'maximum' ? 1 : -1;
  }

  reading(value: number, at: number, uncertainty: number): void {
    this.#readUntil = Math.max(this.#readUntil, at);
    if (this.#read === null || this.#sign * (value - this.#read.value) > 0) this.#read = { value, at, uncertainty };
  }

  /** What a report of the day so far gives: it was so when it was issued. */
  soFar(value: number, issuedAt: number): void {
    if (this.#soFar === null || issuedAt >= this.#soFar.issuedAt) this.#soFar = { value, issuedAt };
  }

  /** @returns what the final value was before, when this one differs from it. */
  final(value: number, issuedAt: number): number | null {
    const before = this.#final;
    if (before !== null && issuedAt < before.issuedAt) return null;
    this.#final = { value, issuedAt };
    return before !== null && before.value !== value ? before.value : null;
  }

  /** Unix ms up to which readings are known. */
  get readUntil(): number {
    return this.#readUntil;
  }

  get now(): ExtremeNow | null {
    if (this.#final) return { value: this.#final.value, final: true, at: this.#final.issuedAt, uncertainty: null };
    const [read, soFar] = [this.#read, this.#soFar];
    if (read === null && soFar === null) return null;
    const at = Math.max(this.#readUntil, soFar?.issuedAt ?? -Infinity);
    if (read === null || (soFar !== null && this.#sign * (soFar.value - read.value) >= 0))
      return { value: (soFar as { value: number }).value, final: false, at, uncertainty: null };
    return { value: read.value, final: false, at, uncertainty: read.uncertainty };
  }
}
