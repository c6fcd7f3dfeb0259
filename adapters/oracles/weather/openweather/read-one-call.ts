import { type Body, isBody, shown } from '../../transport/read-fields.js';
import { isAirTemperature, readDegrees, toUnit } from '../degrees.js';
import type { ForecastStep } from '../forecast-maxima.js';
import type { ModelForecast } from '../model-forecast.js';
import type { DegreeUnit } from '../station.js';

const HOUR_MS = 3_600_000;
/** Unix seconds of 2001 and 2100. */
const EARLIEST = 978_307_200;
const LATEST = 4_102_444_800;

/**
 * Reads an answer of One Call in metric units. @returns a sentence where it is none. Never throws.
 * @see https://openweathermap.org/api/one-call-3
 */
export function readOneCall(body: unknown, unit: DegreeUnit): ModelForecast | string {
  if (!isBody(body)) return `the answer is ${shown(body)} instead of an object`;
  const { hourly, daily, timezone_offset: offset } = body as Record<'hourly' | 'daily' | 'timezone_offset', unknown>;
  if (!Array.isArray(hourly) || !Array.isArray(daily)) return 'the answer has no list of hours, or none of days';
  if (typeof offset !== 'number' || !(Math.abs(offset) <= 50_400)) return `the answer has the offset ${shown(offset)}`;
  const refused: string[] = [];
  const hours: ForecastStep[] = [];
  for (const entry of hourly as unknown[]) {
    const read = readEntry(entry, isBody(entry) ? entry['temp'] : undefined, unit);
    if (typeof read === 'string') refused.push(`an hour ${read}`);
    else hours.push({ from: read.time, to: read.time + HOUR_MS, value: read.value });
  }
  const days = new Map<string, number>();
  for (const entry of daily as unknown[]) {
    const temp: Body = isBody(entry) && isBody(entry['temp']) ? entry['temp'] : {};
    const read = readEntry(entry, temp['max'], unit);
    if (typeof read === 'string') refused.push(`a day ${read}`);
    else days.set(new Date(read.time + offset * 1_000).toISOString().slice(0, 10), read.value);
  }
  return { hours, days, refused };
}

function readEntry(entry: unknown, field: unknown, unit: DegreeUnit): { time: number; value: number } | string {
  const seconds = isBody(entry) ? entry['dt'] : undefined;
  if (typeof seconds !== 'number' || !(seconds >= EARLIEST && seconds <= LATEST))
    return `has the time ${shown(seconds)}`;
  const value = typeof field === 'number' ? readDegrees(field) : null;
  if (value === null || !isAirTemperature(value, 'degC')) return `has the temperature ${shown(field)}`;
  return { time: Math.round(seconds * 1_000), value: toUnit(value, 'degC', unit) };
}
