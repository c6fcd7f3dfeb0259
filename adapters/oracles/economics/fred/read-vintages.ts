import { isBody, shown } from '../../transport/read-fields.js';

/** What a series said of one period from one day to another. */
export interface Vintage {
  /** First day of the period, 2026-10-01; the last one of a week. */
  readonly date: string;
  /** First and last day on which it was said, 2026-11-12; 9999-12-31: it still is. */
  readonly from: string;
  readonly to: string;
  /** Null where the value was missing ("."). */
  readonly value: number | null;
}

const MOST = 100_000;
const DAY = /^\d{4}-\d\d-\d\d$/;

/** Reads `/fred/series/observations`. @returns a sentence where it is none. Never throws. */
export function readVintages(
  body: unknown,
): { readonly vintages: readonly Vintage[]; readonly refused: readonly string[] } | string {
  const rows = isBody(body) ? body['observations'] : undefined;
  if (!Array.isArray(rows)) return `the answer has the observations ${shown(rows)}`;
  if (rows.length > MOST) return `the answer has ${rows.length} observations`;
  const vintages: Vintage[] = [];
  const refused: string[] = [];
  for (const row of rows as unknown[]) {
    const vintage = readRow(row);
    if (typeof vintage === 'string') refused.push(vintage);
    else vintages.push(vintage);
  }
  return { vintages, refused };
}

function readRow(row: unknown): Vintage | string {
  if (!isBody(row)) return `an observation is ${shown(row)}`;
  const {
    date,
    realtime_start: from,
    realtime_end: to,
    value,
  } = row as Record<'date' | 'realtime_start' | 'realtime_end' | 'value', unknown>;
  for (const day of [date, from, to])
    if (typeof day !== 'string' || !DAY.test(day) || Number.isNaN(Date.parse(day)))
      return `an observation has the day ${shown(day)}`;
  if (typeof value !== 'string' || !/^(?:\.|-?\d{1,12}(?:\.\d{1,12})?)$/.test(value))
    return `an observation has the value ${shown(value)}`;
  return { date: date as string, from: from as string, to: to as string, value: value === '.' ? null : Number(value) };
}
