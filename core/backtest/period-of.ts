import type { Stretch } from './stretch.js';

const MINUTE_MS = 60_000;
/** Days where there are enough of them: then a ratio can be compared with others. */
const PERIODS_MS = [86_400_000, 3_600_000, 10 * MINUTE_MS, MINUTE_MS, 10_000] as const;
const ENOUGH = 20;

/** Length of the periods whose returns a Sharpe ratio is made of, ms: the longest of which there are twenty, or ten seconds. */
export const periodOf = ({ from, to }: Stretch): number =>
  PERIODS_MS.find((period) => (to - from) / period >= ENOUGH) ?? 10_000;

/** "day", "hour", "10 minutes"… */
export function periodName(periodMs: number): string {
  if (periodMs === 86_400_000) return 'day';
  if (periodMs === 3_600_000) return 'hour';
  if (periodMs === MINUTE_MS) return 'minute';
  return periodMs < MINUTE_MS ? `${periodMs / 1_000} seconds` : `${periodMs / MINUTE_MS} minutes`;
}
