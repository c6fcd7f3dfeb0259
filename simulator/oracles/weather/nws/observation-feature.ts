import type { TemperatureOf } from '../temperature-of.js';
import { highest, lowest } from '../day-truth.js';
import type { WeatherPlace } from '../weather-place.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Hourly readings are taken at nine minutes to the hour. */
const PAST_HOUR_MS = 51 * MINUTE_MS;

const celsius = (fahrenheit: number): number => Math.round(((fahrenheit - 32) * 50) / 9) / 10;
const two = (number: number): string => String(number).padStart(2, '0');
const group = (value: number): string =>
  `${value < 0 ? 1 : 0}${String(Math.round(Math.abs(value) * 10)).padStart(3, '0')}`;
const whole = (value: number): string => `${value < 0 ? 'M' : ''}${two(Math.abs(Math.round(value)))}`;

/** Times of the hourly readings between two times, Unix ms. */
export function readingTimes(from: number, to: number): number[] {
  const times: number[] = [];
  for (let time = Math.ceil((from - PAST_HOUR_MS) / HOUR_MS) * HOUR_MS + PAST_HOUR_MS; time <= to; time += HOUR_MS)
    times.push(time);
  return times;
}

/** How a reading is told. */
export interface ReadingForm {
  /** Nobody measured. */
  readonly missing: boolean;
  /** `wmoUnit:degC`, or how it was written before. */
  readonly unitCode: string;
}

/** A reading as a feature of the answer, with the report it was taken from. */
export function observationFeature(
  url: string,
  place: WeatherPlace,
  temperatureOf: TemperatureOf,
  time: number,
  { missing, unitCode }: ReadingForm,
): unknown {
  const id = place.symbol.toUpperCase();
  const value = celsius(temperatureOf(place.symbol, time));
  const date = new Date(time);
  const stamp = `${two(date.getUTCDate())}${two(date.getUTCHours())}${two(date.getUTCMinutes())}Z`;
  const sixHours = date.getUTCHours() % 6 === 5;
  const maximum = celsius(highest(temperatureOf, place.symbol, time - 6 * HOUR_MS, time));
  const minimum = celsius(lowest(temperatureOf, place.symbol, time - 6 * HOUR_MS, time));
  const remarks = `RMK AO2 SLP176 T${group(value)}0050${sixHours ? ` 1${group(maximum)} 2${group(minimum)}` : ''}`;
  return {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [place.longitude, place.latitude] },
    properties: {
      station: `${url}/stations/${id}`,
      timestamp: `${date.toISOString().slice(0, 19)}+00:00`,
      rawMessage: missing ? '' : `${id} ${stamp} 35005KT 10SM FEW025 ${whole(value)}/05 A3005 ${remarks}`,
      textDescription: 'Clear',
      temperature: { unitCode, value: missing ? null : value, qualityControl: missing ? 'Z' : 'V' },
      maxTemperatureLast24Hours: { unitCode, value: null },
    },
  };
}
