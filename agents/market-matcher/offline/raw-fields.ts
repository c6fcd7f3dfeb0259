import { readTime as readZonedTime } from '@pm-arbitrage/adapters/venues/polymarket/gamma-fields.js';

/** An object of a raw listing. */
export type Raw = Readonly<Record<string, unknown>>;

export const isRaw = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The first of the fields that is a text with something in it, trimmed; '' where none is. */
export function firstText(raw: Raw | null, ...fields: readonly string[]): string {
  for (const field of fields) {
    const value = raw?.[field];
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
  }
  return '';
}

/** The same, where numbers may stand for ids. */
export function firstId(raw: Raw | null, ...fields: readonly string[]): string {
  for (const field of fields) {
    const value = raw?.[field];
    if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
  }
  return '';
}

/** Beyond this a number of time is milliseconds, below it seconds. */
const SECONDS_END = 100_000_000_000;
const DAY = /^\d{4}-\d\d-\d\d$/;

/** The first of the fields that is a time, Unix ms: RFC 3339, a date, seconds or milliseconds; null where none is. */
export function firstTime(raw: Raw | null, ...fields: readonly string[]): number | null {
  for (const field of fields) {
    const value = raw?.[field];
    if (typeof value === 'number' && Number.isFinite(value) && value > 0) {
      return Math.round(value < SECONDS_END ? value * 1000 : value);
    }
    // A day alone ends in what looks like an offset.
    const time = readZonedTime(typeof value === 'string' && DAY.test(value) ? `${value}T00:00:00Z` : value);
    if (time !== null) return time;
  }
  return null;
}

/** What a value looks like, short enough for a message. */
export const shown = (value: unknown): string => (JSON.stringify(value) ?? String(value)).slice(0, 60);
