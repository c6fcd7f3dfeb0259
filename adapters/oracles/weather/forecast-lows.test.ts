import { describe, expect, it } from 'vitest';
import { forecastLows } from './forecast-lows.js';
import { type Station, stationOf } from './station.js';

const park = stationOf('knyc') as Station;
const HOUR = 3_600_000;
/** Midnight of Eastern standard time. */
const START = Date.UTC(2026, 10, 21, 5);
const hours = (values: readonly number[], from = START) =>
  values.map((value, hour) => ({ from: from + hour * HOUR, to: from + (hour + 1) * HOUR, value }));
/** Coldest before dawn, and colder once more at its end. */
const day = [...Array.from({ length: 24 }, (_, hour) => 40 + Math.abs(hour - 6)).slice(0, 23), 38];

describe('the lowest of what is left of a day', () => {
  it('is that of the whole day before it begins, and of the rest of it later', () => {
    const plain = [...day.slice(0, 23), 57];
    expect(forecastLows(park, hours(plain), START - 3 * HOUR).get('2026-11-21')).toBe(40);
    expect(forecastLows(park, hours(plain), START + 12 * HOUR).get('2026-11-21')).toBe(46);
    expect(forecastLows(park, hours(day), START + 12 * HOUR).get('2026-11-21')).toBe(38);
  });

  it('counts what runs now as far as it is still to come', () => {
    expect(forecastLows(park, hours(day), START + 23.5 * HOUR).get('2026-11-21')).toBe(38);
    expect(forecastLows(park, hours(day), START + 24 * HOUR).has('2026-11-21')).toBe(false);
  });

  it('is not known where hours are missing, nor from half-days, nor from a stretch over midnight', () => {
    expect(forecastLows(park, hours(day).slice(0, 22), START).has('2026-11-21')).toBe(false);
    expect(forecastLows(park, [{ from: START, to: START + 24 * HOUR, value: 30 }], START).size).toBe(0);
    const shifted = hours(day, START - HOUR / 2);
    expect(forecastLows(park, shifted, START).has('2026-11-21')).toBe(true);
    expect(forecastLows(park, shifted, START).get('2026-11-21')).toBe(38);
  });
});
