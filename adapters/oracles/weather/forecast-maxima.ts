import { dayWindow, stationDay } from './station-day.js';
import type { Station } from './station.js';

/** What a model expects for a stretch of time; `to` is exclusive, Unix ms. */
export interface ForecastStep {
  readonly from: number;
  readonly to: number;
  /** In the station's degrees; the highest of the stretch where the source says it, else the one at its start. */
  readonly value: number;
}

/** Share of a day that steps must cover before their highest is the day's. */
const COVERED = 0.95;

/**
 * The highest temperature of each local day by a model's steps: days are the station's own, cut here, because services
 * cut them at clock midnight, which is another hour in summer. Days that are covered in part are left out, unless
 * what was measured of them (`soFar`) makes up for it.
 * @param soFar highest so far by day, with the time up to which it is known.
 */
export function forecastMaxima(
  station: Station,
  steps: readonly ForecastStep[],
  soFar: ReadonlyMap<string, { readonly value: number; readonly until: number }> = new Map(),
): ReadonlyMap<string, number> {
  const days = new Map<string, { highest: number; covered: number }>();
  for (const { from, to, value } of steps) {
    // A stretch over midnight says nothing about either of its days alone.
    const day = stationDay(station, from);
    if (to <= from || stationDay(station, to - 1) !== day) continue;
    const known = days.get(day) ?? { highest: -Infinity, covered: 0 };
    days.set(day, { highest: Math.max(known.highest, value), covered: known.covered + (to - from) });
  }
  const maxima = new Map<string, number>();
  for (const [day, { highest, covered }] of days) {
    const { from, to } = dayWindow(station, day);
    const measured = soFar.get(day);
    const known = measured ? Math.max(0, Math.min(to, measured.until) - from) : 0;
    if (covered + known < COVERED * (to - from)) continue;
    maxima.set(day, Math.max(highest, measured?.value ?? -Infinity));
  }
  return maxima;
}
