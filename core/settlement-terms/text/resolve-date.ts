import type { NamedDate } from './find-dates.js';

const HALF_YEAR = 183 * 86_400_000;

/**
 * Midnight of a named day, as if its place kept UTC. A missing year is the one that puts the day next to `near`; null for
 * a day that does not exist.
 * @param near Unix ms
 */
export function resolveDate({ year, month, day }: NamedDate, near: number): number | null {
  if (year !== null) return existing(year, month, day);
  const around = new Date(near).getUTCFullYear();
  for (const candidate of [around, around - 1, around + 1]) {
    const time = existing(candidate, month, day);
    if (time !== null && Math.abs(time - near) <= HALF_YEAR) return time;
  }
  return null;
}

function existing(year: number, month: number, day: number): number | null {
  const time = Date.UTC(year, month - 1, day);
  return new Date(time).getUTCMonth() === month - 1 ? time : null;
}

/** 2026-11-21 */
export const isoDay = (time: number): string => new Date(time).toISOString().slice(0, 10);
