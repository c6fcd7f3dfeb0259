import { parseScaled } from '@pm-arbitrage/core/money/decimal.js';
import { isBody, type Body } from '../kalshi/read-fields.js';

/* Readers of Gamma's fields: lists hidden in strings, numbers with fractions, two ways to write a time. */

export const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A list of texts, plain or as a string that holds a JSON array; null when it is neither. */
export function readTexts(value: unknown): string[] | null {
  let list: unknown = value;
  if (typeof value === 'string') {
    try {
      list = JSON.parse(value);
    } catch {
      return null;
    }
  }
  return Array.isArray(list) && list.every((entry) => typeof entry === 'string') ? (list as string[]) : null;
}

/** A JSON number or decimal text as an integer scaled by 10^decimals; NaN when it is not exact. */
export function readScaled(value: unknown, decimals: number): number {
  if (typeof value === 'number') return parseScaled(String(value), decimals);
  return typeof value === 'string' ? parseScaled(value, decimals) : Number.NaN;
}

/** Unix ms from "2026-06-17T00:00:00Z" or "2026-05-09 02:07:01+00"; null when it is no time. */
export function readTime(value: unknown): number | null {
  if (typeof value !== 'string' || value === '') return null;
  const time = Date.parse(value.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));
  return Number.isNaN(time) || time < 0 ? null : time;
}

/** The CLOB and Data API know condition ids of 64 hex digits; Gamma writes those of protocol V2 with 62. */
export const fullConditionId = (id: string): string => (/^0x[0-9a-fA-F]{62}$/.test(id) ? `${id}00` : id);

/** Fee terms `{rate, exponent}`, or with the short names of `/clob-markets`; a sentence when they cannot be read. */
export function readFees(value: unknown): { ratePpm: number; exponent: number } | string {
  const terms: Body = isBody(value) ? value : {};
  const ratePpm = readScaled(terms['rate'] ?? terms['r'], 6);
  const exponent = readScaled(terms['exponent'] ?? terms['e'], 0);
  const sound = ratePpm >= 0 && exponent >= 1 && exponent <= 4;
  return sound ? { ratePpm, exponent } : `the fee schedule is ${JSON.stringify(value)?.slice(0, 80)}`;
}
