const format = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'America/New_York',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The day in New York, 2026-11-22, by which games are named. `time` Unix ms. */
export const easternDay = (time: number): string => format.format(time);

/** First millisecond of such a day, Unix ms. */
export function easternMidnight(day: string): number {
  const standard = Date.parse(`${day}T05:00:00Z`);
  // In summer the day has begun an hour earlier.
  return easternDay(standard - 3_600_000) === day ? standard - 3_600_000 : standard;
}
