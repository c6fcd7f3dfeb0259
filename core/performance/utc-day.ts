export const DAY_MS = 86_400_000;

/** The start, 00:00 UTC, of the day of a time, Unix ms. */
export const utcDayOf = (time: number): number => Math.floor(time / DAY_MS) * DAY_MS;

/** "2026-11-21". */
export const dayName = (day: number): string => new Date(day).toISOString().slice(0, 10);
