import { isBody, shown } from '../../transport/read-fields.js';
import { forecastLows } from '../forecast-lows.js';
import type { DayForecast, ServiceForecast } from '../forecast-protocol.js';
import { type ForecastStep, forecastMaxima } from '../forecast-maxima.js';
import { isAirTemperature, readDegreeUnit, toUnit } from '../degrees.js';
import type { Station } from '../station.js';

const HOUR_MS = 3_600_000;
const SERIES = 'temperature_2m';
/** Fewer models say nothing about how far models are apart. */
const LEAST_MODELS = 3;
const MOST_HOURS = 1_000;

/**
 * Reads hourly temperatures of one or several models, asked for in GMT: with one model the series has its plain name,
 * with several each carries the model's. Days are cut here. A model that does not reach a day, or does not cover the
 * place, has nulls there and no say.
 * @returns a sentence where it is no answer. Never throws.
 * @see https://open-meteo.com/en/docs
 */
export function readModels(body: unknown, station: Station, now: number): ServiceForecast | string {
  if (!isBody(body)) return `the answer is ${shown(body)} instead of an object`;
  const {
    hourly,
    hourly_units: units,
    utc_offset_seconds: offset,
  } = body as Record<'hourly' | 'hourly_units' | 'utc_offset_seconds', unknown>;
  if (offset !== 0) return `the answer is ${shown(offset)} seconds off GMT`;
  if (!isBody(hourly) || !isBody(units)) return 'the answer has no hours, or no units of them';
  const times = hourly['time'];
  if (!Array.isArray(times) || times.length > MOST_HOURS) return `the answer has the times ${shown(times)}`;
  const names = Object.keys(hourly).filter((name) => name === SERIES || name.startsWith(`${SERIES}_`));
  if (names.length === 0) return `the answer has no ${SERIES}`;
  const refused: string[] = [];
  const highs = new Map<string, number[]>();
  const lows = new Map<string, number[]>();
  for (const name of names.toSorted()) {
    const steps = readSeries(times, hourly[name], units[name], station);
    if (typeof steps === 'string') refused.push(`${name} ${steps}`);
    else {
      gather(highs, forecastMaxima(station, steps));
      gather(lows, forecastLows(station, steps, now));
    }
  }
  return { days: together(highs), lows: together(lows), refused };
}

function gather(into: Map<string, number[]>, days: ReadonlyMap<string, number>): void {
  for (const [day, value] of days) into.set(day, [...(into.get(day) ?? []), value]);
}

function readSeries(
  times: readonly unknown[],
  values: unknown,
  code: unknown,
  { unit }: Station,
): ForecastStep[] | string {
  const written = readDegreeUnit(code);
  if (written === null) return `is in ${shown(code)}`;
  if (!Array.isArray(values) || values.length !== times.length) return `has not one value for each time`;
  const steps: ForecastStep[] = [];
  for (const [i, value] of (values as unknown[]).entries()) {
    if (value === null) continue;
    const time = times[i];
    const from =
      typeof time === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(time) ? Date.parse(`${time}Z`) : Number.NaN;
    if (Number.isNaN(from)) return `has the time ${shown(time)}`;
    if (typeof value !== 'number' || !isAirTemperature(value, written)) return `has the value ${shown(value)}`;
    steps.push({ from, to: from + HOUR_MS, value: toUnit(value, written, unit) });
  }
  return steps;
}

/** Mean of the models by day, and how far they are apart. */
const together = (byDay: ReadonlyMap<string, readonly number[]>): ReadonlyMap<string, DayForecast> =>
  new Map([...byDay].map(([day, values]) => [day, meanOf(values)]));

function meanOf(values: readonly number[]): DayForecast {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = values.length < LEAST_MODELS ? 0 : Math.sqrt(squares / (values.length - 1));
  return { value: mean, deviation: deviation > 0 ? deviation : null };
}
