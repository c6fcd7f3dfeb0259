import { wallClock } from '@pm-arbitrage/core/time-of-day/wall-clock.js';

export interface QuietHours {
  /** "22:00"; null: there are none. */
  readonly from: string | null;
  readonly to: string;
  readonly timeZone: string;
}

/** Whether `now` (Unix ms) lies in the quiet hours; they may go over midnight. From and to at the same time: all day. */
export function isQuietTime({ from, to, timeZone }: QuietHours, now: number): boolean {
  if (from === null) return false;
  const { time } = wallClock(now, timeZone);
  return from < to ? time >= from && time < to : time >= from || time < to;
}
