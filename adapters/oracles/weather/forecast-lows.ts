import type { ForecastStep } from './forecast-maxima.js';
import { dayWindow, stationDay } from './station-day.js';
import type { Station } from './station.js';

/** Share of what is left of a day that steps must cover before their lowest is the day's. */
const COVERED = 0.95;
const HOUR_MS = 3_600_000;

/**
 * The lowest temperature of what is left of each local day by a model's steps, days cut here by standard time. What has
 * been measured is left out on purpose: a night that is over would hide what the evening brings.
 * @param now Unix ms; steps that are over by then do not count
 */
export function forecastLows(
  station: Station,
  steps: readonly ForecastStep[],
  now: number,
): ReadonlyMap<string, number> {
  const days = new Map<string, { lowest: number; covered: number }>();
  for (const { from, to, value } of steps) {
    // A stretch over midnight says nothing about either of its days alone; a half-day is too coarse for a low.
    const day = stationDay(station, from);
    if (to <= Math.max(from, now) || to - from > HOUR_MS || stationDay(station, to - 1) !== day) continue;
    const known = days.get(day) ?? { lowest: Infinity, covered: 0 };
    const covered = known.covered + (to - Math.max(from, now));
    days.set(day, { lowest: Math.min(known.lowest, value), covered });
  }
  const lows = new Map<string, number>();
  for (const [day, { lowest, covered }] of days) {
    const { from, to } = dayWindow(station, day);
    if (covered >= COVERED * (to - Math.max(from, now))) lows.set(day, lowest);
  }
  return lows;
}
