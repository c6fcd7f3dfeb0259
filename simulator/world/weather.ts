import { seededRandom, seedFrom } from '@pm-arbitrage/core/random/random.js';
import { highest } from '../oracles/weather/day-truth.js';
import { seededTemperatures } from '../oracles/weather/seeded-temperatures.js';
import type { TemperatureOf } from '../oracles/weather/temperature-of.js';
import { dayStart, type WeatherPlace } from '../oracles/weather/weather-place.js';
import { gaussian } from './normal.js';

/** The weather of a world, and what is expected of it: told by its services, paid by its markets. */
export interface Weather {
  readonly temperatureOf: TemperatureOf;
  /** By how much the forecast of a day that has not begun is too warm, °F. @param dayFrom its first millisecond */
  errorOf(place: WeatherPlace, dayFrom: number): number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How far the best public forecast of tomorrow's high is off, °F (oracles-and-alerts.md §7.6). */
const FORECAST_ERROR = 2.5;
/** By then a day's high is known, hours of standard time. */
const PEAK_HOUR = 15;

/** Weather that follows from a seed, with forecasts that are as wrong as real ones. */
export const seededWeather = (seed: number): Weather => ({
  temperatureOf: seededTemperatures(seed),
  errorOf: ({ symbol }, dayFrom) =>
    FORECAST_ERROR * gaussian(seededRandom(seedFrom(seed, 'forecast-error', symbol, dayFrom))),
});

/** What services expect, `now` being Unix ms: what was is known, and of the day that runs less is open by the hour. */
export function expectedTemperature(weather: Weather, place: WeatherPlace, time: number, now: number): number {
  const truth = weather.temperatureOf(place.symbol, time);
  if (time <= now) return truth;
  const from = dayStart(place, time);
  const hour = Math.max(0, (now - from) / HOUR_MS);
  return truth + weather.errorOf(place, from) * Math.sqrt(Math.max(0, 1 - hour / PEAK_HOUR));
}

/** The highest temperature of a day as the climate report has it, whole °F. */
export const officialHigh = ({ temperatureOf }: Weather, { symbol }: WeatherPlace, dayFrom: number): number =>
  Math.round(highest(temperatureOf, symbol, dayFrom, dayFrom + DAY_MS));

/** The highest of a day that has not begun, as it is forecast from hours, °F. */
export function forecastHigh(weather: Weather, place: WeatherPlace, dayFrom: number): number {
  const hours = Array.from({ length: 24 }, (_, hour) => weather.temperatureOf(place.symbol, dayFrom + hour * HOUR_MS));
  return Math.max(...hours) + weather.errorOf(place, dayFrom);
}
