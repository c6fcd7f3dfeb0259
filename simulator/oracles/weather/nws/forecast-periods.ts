import { dayStart, type WeatherPlace } from '../weather-place.js';
import type { TemperatureOf } from '../temperature-of.js';
import { highest } from '../day-truth.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const HOURS = 156;
const DAYS = 7;

const iso = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}+00:00`;

/** By hour, from the one that runs. */
export function hourlyPeriods({ symbol }: WeatherPlace, expected: TemperatureOf, now: number): unknown[] {
  const first = Math.floor(now / HOUR_MS) * HOUR_MS;
  return Array.from({ length: HOURS }, (_, i) => {
    const from = first + i * HOUR_MS;
    return {
      number: i + 1,
      name: '',
      startTime: iso(from),
      endTime: iso(from + HOUR_MS),
      isDaytime: true,
      temperature: Math.round(expected(symbol, from)),
      temperatureUnit: 'F',
    };
  });
}

/** By daylight and night, from the half-day that runs; daylight is six to eighteen. */
export function halfDayPeriods(place: WeatherPlace, expected: TemperatureOf, now: number): unknown[] {
  const today = dayStart(place, now);
  const halves = Array.from({ length: 2 * DAYS }, (_, i) => today + 6 * HOUR_MS + (i * DAY_MS) / 2);
  return halves
    .filter((from) => from + DAY_MS / 2 > now)
    .map((from, i) => {
      const daylight = (from - today) % DAY_MS === 6 * HOUR_MS;
      const most = highest(expected, place.symbol, from, from + DAY_MS / 2);
      return {
        number: i + 1,
        name: daylight ? 'Day' : 'Night',
        startTime: iso(Math.max(from, now)),
        endTime: iso(from + DAY_MS / 2),
        isDaytime: daylight,
        temperature: Math.round(daylight ? most : most - 15),
        temperatureUnit: 'F',
      };
    });
}
