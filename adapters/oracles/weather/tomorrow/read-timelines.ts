import { isBody, readIsoTime, shown } from '../../transport/read-fields.js';
import { isAirTemperature, toUnit } from '../degrees.js';
import type { ForecastStep } from '../forecast-maxima.js';
import type { ModelForecast } from '../model-forecast.js';
import { stationDay } from '../station-day.js';
import type { Station } from '../station.js';

const HOUR_MS = 3_600_000;
const HALF_DAY_MS = 12 * HOUR_MS;

/**
 * Reads `/v4/weather/forecast` in metric units. @returns a sentence where it is none. Never throws.
 * @see https://docs.tomorrow.io/reference/weather-forecast
 */
export function readTimelines(body: unknown, station: Station): ModelForecast | string {
  const timelines = isBody(body) ? body['timelines'] : undefined;
  if (!isBody(timelines)) return `the answer has the timelines ${shown(timelines)}`;
  const { hourly, daily } = timelines as Record<'hourly' | 'daily', unknown>;
  if (!Array.isArray(hourly)) return `the answer has the hours ${shown(hourly)}`;
  const refused: string[] = [];
  const read = (list: unknown, field: string, take: (time: number, value: number) => void) => {
    for (const entry of (Array.isArray(list) ? list : []) as unknown[]) {
      const time = readIsoTime(isBody(entry) ? entry['time'] : undefined);
      const values = isBody(entry) ? entry['values'] : undefined;
      const value = isBody(values) ? values[field] : undefined;
      // Null says that there is none for this hour.
      if (value === null) continue;
      if (Number.isNaN(time)) refused.push(`${field} has the time ${shown(isBody(entry) ? entry['time'] : entry)}`);
      else if (typeof value !== 'number' || !isAirTemperature(value, 'degC'))
        refused.push(`${field} is ${shown(value)}`);
      else take(time, toUnit(value, 'degC', station.unit));
    }
  };
  const hours: ForecastStep[] = [];
  read(hourly, 'temperature', (time, value) => hours.push({ from: time, to: time + HOUR_MS, value }));
  const days = new Map<string, number>();
  // A day is stamped with its beginning, at six in the morning UTC or local midnight; its middle is within the day.
  read(daily, 'temperatureMax', (time, value) => days.set(stationDay(station, time + HALF_DAY_MS), value));
  return { hours, days, refused };
}
