import { utcDayOf } from '@pm-arbitrage/core/performance/utc-day.js';
import { InvalidArgumentError } from 'commander';

/** Start of a UTC day, Unix ms. @throws InvalidArgumentError */
export function parseDay(text: string): number {
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  // 2026-02-30 is read as a day of March.
  if (Number.isNaN(day) || new Date(day).toISOString().slice(0, 10) !== text) {
    throw new InvalidArgumentError('a UTC day such as 2026-11-21');
  }
  return utcDayOf(day);
}
