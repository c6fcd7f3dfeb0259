import { forecastLows } from './forecast-lows.js';
import { type ForecastStep, forecastMaxima } from './forecast-maxima.js';
import type { DayForecast, ServiceForecast } from './forecast-protocol.js';
import type { Station } from './station.js';

/** What a service expects, in the station's degrees. */
export interface ModelForecast {
  readonly hours: readonly ForecastStep[];
  /** Highest of each day as the service cuts days; for those that its hours do not cover. */
  readonly days: ReadonlyMap<string, number>;
  /** Entries that could not be read, each with its reason. */
  readonly refused: readonly string[];
}

/**
 * Days of one model: the highest by its hours where they cover the station's own day, else as the service has it; the
 * lowest by hours alone, because a service's day may begin in another night.
 */
export function daysOf(station: Station, { hours, days, refused }: ModelForecast, now: number): ServiceForecast {
  const alone = (values: Iterable<readonly [string, number]>): ReadonlyMap<string, DayForecast> =>
    new Map([...values].map(([day, value]) => [day, { value, deviation: null }]));
  return {
    days: alone([...days, ...forecastMaxima(station, hours)]),
    lows: alone(forecastLows(station, hours, now)),
    refused,
  };
}
