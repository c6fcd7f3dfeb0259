import { isBody, readIsoTime, shown } from '../../transport/read-fields.js';
import { isAirTemperature, readDegrees, readDegreeUnit, toUnit } from '../degrees.js';
import type { ForecastStep } from '../forecast-maxima.js';
import type { DegreeUnit } from '../station.js';

/** A forecast of a grid cell, by hour or by half-day. */
export interface GridForecast {
  /** Unix ms at which it was made. */
  readonly madeAt: number;
  /** Half-days of daylight carry the highest of the day, nights the lowest: these are left out. */
  readonly steps: readonly ForecastStep[];
  /** Periods that could not be read, each with its reason. */
  readonly refused: readonly string[];
}

const HOUR_MS = 3_600_000;

/**
 * Reads `/gridpoints/…/forecast` and `…/forecast/hourly`, whatever units they are in.
 * @returns the forecast, or a sentence that says why there is none. Never throws.
 */
export function readForecast(body: unknown, unit: DegreeUnit): GridForecast | string {
  const properties = isBody(body) ? body['properties'] : undefined;
  if (!isBody(properties)) return `the forecast has the properties ${shown(properties)}`;
  const times = ['generatedAt', 'updateTime', 'updated'].map((name) => readIsoTime(properties[name]));
  const madeAt = times.find((time) => !Number.isNaN(time));
  if (madeAt === undefined) return 'the forecast does not say when it was made';
  const periods = properties['periods'];
  if (!Array.isArray(periods)) return `the forecast has the periods ${shown(periods)}`;
  const read = periods.map((period: unknown) => readPeriod(period, unit));
  return {
    madeAt,
    steps: read.filter((step) => step !== null && typeof step !== 'string'),
    refused: read.filter((step) => typeof step === 'string'),
  };
}

/** Null for nights. */
function readPeriod(period: unknown, unit: DegreeUnit): ForecastStep | string | null {
  if (!isBody(period)) return `a period is ${shown(period)}`;
  const from = readIsoTime(period['startTime']);
  const to = readIsoTime(period['endTime']);
  if (!(to > from)) return `a period runs from ${shown(period['startTime'])} to ${shown(period['endTime'])}`;
  if (to - from > HOUR_MS && period['isDaytime'] !== true) return null;
  // Values of newer answers may be quantities with a unit of their own.
  const quantity = period['temperature'];
  const [raw, code] = isBody(quantity)
    ? [quantity['value'], quantity['unitCode']]
    : [quantity, period['temperatureUnit']];
  const value = readDegrees(raw);
  const written = readDegreeUnit(code);
  if (value === null || Number.isNaN(value)) return `a period has the temperature ${shown(raw)}`;
  if (written === null) return `a period has its temperature in ${shown(code)}`;
  if (!isAirTemperature(value, written)) return `no air has ${value} ${written}`;
  return { from, to, value: toUnit(value, written, unit) };
}
