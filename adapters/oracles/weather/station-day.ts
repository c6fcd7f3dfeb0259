import type { Station } from './station.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The day at a station, 2026-11-21, from midnight to midnight of standard time all year. `time` Unix ms. */
export const stationDay = ({ standardHours }: Pick<Station, 'standardHours'>, time: number): string =>
  new Date(time + standardHours * HOUR_MS).toISOString().slice(0, 10);

/** First millisecond of that day and of the next one, Unix ms. */
export function dayWindow(
  { standardHours }: Pick<Station, 'standardHours'>,
  day: string,
): { readonly from: number; readonly to: number } {
  const from = Date.parse(`${day}T00:00:00Z`) - standardHours * HOUR_MS;
  return { from, to: from + DAY_MS };
}
