import { wallClock } from '@pm-arbitrage/core/time-of-day/wall-clock.js';

/** A report that could not be made by then is left to the next day, minutes. */
const LATEST_MINUTES = 120;

/** The date whose report is due now, "2026-11-21", or null. @param reportAt "08:00" @param now Unix ms */
export function reportDue(reportAt: string, timeZone: string, now: number): string | null {
  const { date, time } = wallClock(now, timeZone);
  const since = minutesOf(time) - minutesOf(reportAt);
  return since >= 0 && since < LATEST_MINUTES ? date : null;
}

function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}
