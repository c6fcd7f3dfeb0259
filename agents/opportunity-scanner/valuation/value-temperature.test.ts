import type { OracleFact, OracleTick } from '@pm-arbitrage/core/domain/oracle-tick.js';
import type { TemperatureTerms } from '@pm-arbitrage/core/settlement-terms/weather/temperature-terms.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { valueTemperature } from './value-temperature.js';
import { WeatherDesk } from './weather-desk.js';

const DAY = '2026-11-21';
/** Midnight of Eastern standard time. */
const START = Date.UTC(2026, 10, 21, 5);
const HOUR = 3_600_000;
const worded = <T>(value: T) => ({ value, text: '' });

const terms = (from: number | null, to: number | null, change: Partial<TemperatureTerms> = {}): TemperatureTerms => ({
  kind: 'daily-maximum',
  needs: [{ type: 'weather', symbol: 'knyc' }],
  station: worded('knyc'),
  day: worded(DAY),
  clock: worded('standard'),
  standardOffset: -300,
  unit: worded<'degF' | 'degC'>('degF'),
  bin: worded({ from, to }),
  source: worded('twc'),
  revisions: null,
  ...change,
});
const tick = (fact: OracleFact, at: number, unit = 'degF'): OracleTick => ({
  type: 'weather',
  symbol: 'knyc',
  source: 'nws',
  fact,
  unit,
  eventTime: at,
  receivedAt: at,
  quality: 'live',
  uncertainty: null,
});
const forecast = (value: number, at: number) => tick({ kind: 'forecast', value, deviation: null, day: DAY }, at);
const reading = (value: number, at: number) => tick({ kind: 'temperature', value }, at);

function deskOf(ticks: readonly OracleTick[]): WeatherDesk {
  const desk = new WeatherDesk();
  for (const one of ticks) desk.take(one);
  return desk;
}
function probability(of: TemperatureTerms, desk: WeatherDesk, now: number): number {
  const valuation = valueTemperature(of, desk, now);
  if (valuation.kind === 'unpriced') throw new Error(valuation.detail);
  return valuation.probability;
}
const reasonOf = (of: TemperatureTerms, desk: WeatherDesk, now: number) => {
  const valuation = valueTemperature(of, desk, now);
  return valuation.kind === 'unpriced' ? valuation.detail : 'valued';
};
const bins: readonly (readonly [number | null, number | null])[] = [
  [null, 49],
  [50, 51],
  [52, 53],
  [54, 55],
  [56, null],
];

describe('a highest temperature', () => {
  it('is valued by its forecast before the day, more sharply in the evening, all bins adding up to one', () => {
    const now = START - 3 * HOUR;
    const desk = deskOf([forecast(52.4, now)]);
    const sum = bins.reduce((total, [from, to]) => total + probability(terms(from, to), desk, now), 0);
    expect(sum).toBeCloseTo(1, 9);
    const early = START - 12 * HOUR;
    expect(probability(terms(52, 53), desk, now)).toBeGreaterThan(
      probability(terms(52, 53), deskOf([forecast(52.4, early)]), early),
    );
  });

  it('is never below what was seen, and the official one may be above that', () => {
    const now = START + 16 * HOUR;
    const desk = deskOf([forecast(52, now - HOUR), reading(53.1, now - 2 * HOUR), reading(48, now - HOUR / 2)]);
    expect(probability(terms(50, 51), desk, now)).toBe(0);
    const official = probability(terms(54, 55), desk, now);
    const hourly = probability(terms(54, 55, { source: worded('noaa-hourly') }), desk, now);
    expect(official).toBeGreaterThan(0.3);
    expect(hourly).toBeLessThan(0.1);
  });

  it('counts readings of its own day alone, by standard time', () => {
    const now = START + 2 * HOUR;
    const desk = deskOf([forecast(45, now), reading(60, START - 1), reading(40, START + HOUR)]);
    expect(probability(terms(56, null), desk, now)).toBeLessThan(0.01);
  });

  it('is known once it is reported, but for the odd day on which another value settles', () => {
    const now = START + 30 * HOUR;
    const desk = deskOf([tick({ kind: 'maximum', value: 53, day: DAY, final: true }, now)]);
    expect(probability(terms(52, 53), desk, now)).toBe(0.996);
    expect(probability(terms(54, 55), desk, now)).toBe(0.004);
    expect(reasonOf(terms(52, 53, { source: worded('noaa-hourly') }), desk, now)).toMatch(/report is awaited/);
  });

  it('in Celsius is read in Celsius', () => {
    const now = START - 3 * HOUR;
    const celsius = terms(11, 11, { unit: worded('degC') });
    expect(
      probability(
        celsius,
        deskOf([tick({ kind: 'forecast', value: 11, deviation: null, day: DAY }, now, 'degC')]),
        now,
      ),
    ).toBeCloseTo(probability(celsius, deskOf([forecast(51.8, now)]), now), 12);
  });

  it('has no value without a fresh forecast, without a reading during its day, and where sources are far apart', () => {
    const now = START + 10 * HOUR;
    expect(reasonOf(terms(50, 51), deskOf([]), now)).toBe('no fresh forecast for knyc');
    expect(reasonOf(terms(50, 51), deskOf([forecast(50, now - 9 * HOUR)]), now)).toBe('no fresh forecast for knyc');
    expect(reasonOf(terms(50, 51), deskOf([forecast(50, now), reading(45, now - 2 * HOUR)]), now)).toBe(
      'no fresh reading of knyc',
    );
    const together = { ...forecast(50, now), source: 'fused', disputed: true } as const;
    expect(reasonOf(terms(50, 51), deskOf([together, reading(45, now)]), now)).toMatch(/too far apart/);
    const report = { ...tick({ kind: 'maximum', value: 53, day: DAY, final: true }, now), disputed: true } as const;
    expect(reasonOf(terms(52, 53), deskOf([report]), now)).toMatch(/differ/);
  });
});

describe('a lowest temperature', () => {
  const low = (from: number | null, to: number | null, change: Partial<TemperatureTerms> = {}) =>
    terms(from, to, { kind: 'daily-minimum', ...change });
  const expected = (value: number, at: number) => tick({ kind: 'low-forecast', value, deviation: null, day: DAY }, at);

  it('is valued by its own forecast before the day, all bins adding up to one', () => {
    const now = START - 3 * HOUR;
    const desk = deskOf([forecast(70, now), expected(52.4, now)]);
    const sum = bins.reduce((total, [from, to]) => total + probability(low(from, to), desk, now), 0);
    expect(sum).toBeCloseTo(1, 9);
    expect(probability(low(52, 53), desk, now)).toBeGreaterThan(probability(low(56, null), desk, now));
    expect(reasonOf(low(52, 53), deskOf([forecast(52.4, now)]), now)).toBe('no fresh forecast for knyc');
  });

  it('is never above what was seen, and the official one may be below that', () => {
    const now = START + 12 * HOUR;
    const desk = deskOf([expected(60, now), reading(52.1, now - 6 * HOUR), reading(61, now - HOUR / 2)]);
    expect(probability(low(54, 55), desk, now)).toBe(0);
    expect(probability(low(56, null), desk, now)).toBe(0);
    const official = probability(low(50, 51), desk, now);
    const hourly = probability(low(50, 51, { source: worded('noaa-hourly') }), desk, now);
    expect(official).toBeGreaterThan(0.3);
    expect(hourly).toBeLessThan(0.1);
  });

  it('may still come with a cold evening, if that is forecast', () => {
    const now = START + 12 * HOUR;
    const day = [reading(52.1, now - 6 * HOUR), reading(61, now - HOUR / 2)];
    const mild = probability(low(null, 49), deskOf([expected(58, now), ...day]), now);
    const cold = probability(low(null, 49), deskOf([expected(47, now), ...day]), now);
    expect(mild).toBeLessThan(0.01);
    expect(cold).toBeGreaterThan(0.8);
  });

  it('is known once it is reported', () => {
    const now = START + 30 * HOUR;
    const desk = deskOf([tick({ kind: 'minimum', value: 41, day: DAY, final: true }, now)]);
    expect(probability(low(40, 41), desk, now)).toBe(0.996);
    expect(probability(terms(null, 49), deskOf([forecast(45, START - HOUR)]), START - HOUR)).toBeLessThan(1);
    expect(reasonOf(terms(40, 41), desk, now)).toMatch(/report is awaited/);
  });

  it('of all bins is worth a dollar at any hour, and a bin that reaches lower no less', () => {
    const temperature = fc.integer({ min: 300, max: 700 }).map((tenths) => tenths / 10);
    fc.assert(
      fc.property(temperature, temperature, fc.integer({ min: 1, max: 23 }), (seen, rest, hour) => {
        const now = START + hour * HOUR;
        const desk = deskOf([expected(rest, now), reading(seen, now - HOUR / 2)]);
        const worth = (from: number | null, to: number | null) => probability(low(from, to), desk, now);
        expect(bins.reduce((total, [from, to]) => total + worth(from, to), 0)).toBeCloseTo(1, 9);
        for (const to of [45, 50, 55]) expect(worth(null, to + 1)).toBeGreaterThanOrEqual(worth(null, to) - 1e-12);
      }),
      { numRuns: 50 },
    );
  });
});
