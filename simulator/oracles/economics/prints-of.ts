/** A level of a series as it was published, until a later one of the same period takes its place. */
export interface Print {
  /** First day of the period, 2026-10-01; the last one of a week. */
  readonly period: string;
  /** Null: missing. */
  readonly level: number | null;
  /** Unix ms from which on it is public. */
  readonly from: number;
}

/** Everything that is ever published of a series, by the id that FRED gives it, in the order of publication. */
export type PrintsOf = (series: string) => readonly Print[];

/** The prints that hold at a time, by period. */
export function printsAt(prints: readonly Print[], time: number): ReadonlyMap<string, Print> {
  const known = new Map<string, Print>();
  for (const print of prints) if (print.from <= time) known.set(print.period, print);
  return known;
}
