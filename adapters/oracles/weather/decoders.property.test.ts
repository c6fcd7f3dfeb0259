import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAirTemperature } from './degrees.js';
import { readClimateReport } from './nws/read-climate-report.js';
import { readForecast } from './nws/read-forecast.js';
import { readGrid } from './nws/read-grid.js';
import { readMetarRemarks } from './nws/metar-remarks.js';
import { readObservations } from './nws/read-observations.js';
import { readProductList, readProductText } from './nws/read-products.js';
import { readModels } from './open-meteo/read-models.js';
import { readOneCall } from './openweather/read-one-call.js';
import { stationOf, type Station } from './station.js';
import { readTimelines } from './tomorrow/read-timelines.js';

const park = stationOf('knyc') as Station;

/** Right answers, one of each. */
const samples: Readonly<Record<string, unknown>> = {
  observation: {
    features: [
      {
        properties: {
          station: 'https://a.example/stations/KNYC',
          timestamp: '2026-11-21T14:51:00+00:00',
          rawMessage: 'KNYC 211451Z RMK AO2 T01000050 10120',
          temperature: { unitCode: 'wmoUnit:degC', value: 10, qualityControl: 'V' },
        },
      },
    ],
  },
  forecast: {
    properties: {
      generatedAt: '2026-11-21T14:51:00+00:00',
      periods: [
        {
          startTime: '2026-11-21T15:00:00Z',
          endTime: '2026-11-21T16:00:00Z',
          isDaytime: true,
          temperature: 50,
          temperatureUnit: 'F',
        },
      ],
    },
  },
  grid: { properties: { gridId: 'OKX', gridX: 33, gridY: 37 } },
  products: { '@graph': [{ id: 'a', issuanceTime: '2026-11-21T15:00:00Z' }] },
  oneCall: {
    timezone_offset: -18_000,
    hourly: [{ dt: 1_795_251_600, temp: 10 }],
    daily: [{ dt: 1_795_251_600, temp: { max: 11 } }],
  },
  timelines: {
    timelines: {
      hourly: [{ time: '2026-11-21T15:00:00Z', values: { temperature: 10 } }],
      daily: [{ time: '2026-11-21T11:00:00Z', values: { temperatureMax: 11 } }],
    },
  },
  models: {
    utc_offset_seconds: 0,
    hourly_units: { temperature_2m: '°F' },
    hourly: {
      time: Array.from({ length: 48 }, (_, hour) => new Date(Date.UTC(2026, 10, 21, hour)).toISOString().slice(0, 16)),
      temperature_2m: Array.from({ length: 48 }, (_, hour) => 50 + (hour % 24)),
    },
  },
};

/** Every value that can be reached in a right answer, by its path. */
function paths(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => paths(inner, [...path, key]))];
}

function spoiled(value: unknown, path: readonly string[], by: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return by;
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value)
    ? [...(value as unknown[])]
    : { ...(value as object) };
  const fields = copy as Record<string, unknown>;
  fields[key] = spoiled(fields[key], rest, by);
  return copy;
}

const spoiledSample = fc
  .constantFrom(...Object.values(samples))
  .chain((sample) =>
    fc.tuple(fc.constantFrom(...paths(sample)), fc.anything()).map(([path, by]) => spoiled(sample, path, by)),
  );
const answers = fc.oneof(spoiledSample, fc.jsonValue(), fc.anything());

function valuesOf(body: unknown): number[] {
  const values: number[] = [];
  for (const news of readObservations(body, 'degF')) if (news.kind === 'observation') values.push(news.value);
  const forecast = readForecast(body, 'degF');
  if (typeof forecast !== 'string') values.push(...forecast.steps.map(({ value }) => value));
  for (const read of [readOneCall(body, 'degF'), readTimelines(body, park)])
    if (typeof read !== 'string') values.push(...read.hours.map(({ value }) => value), ...read.days.values());
  const models = readModels(body, park, Date.UTC(2026, 10, 21));
  if (typeof models !== 'string') values.push(...[...models.days.values()].map(({ value }) => value));
  return values;
}

describe('decoders of the weather', () => {
  it('take right answers', () => {
    expect(Object.values(samples).map((sample) => valuesOf(sample).length)).toEqual([1, 1, 0, 0, 2, 2, 1]);
    expect(readGrid(samples['grid'])).toEqual({ cell: 'OKX/33,37' });
    expect(readProductList(samples['products'])).toHaveLength(1);
  });

  it('never throw, and never give a temperature that no air has', () => {
    fc.assert(
      fc.property(answers, (body) => {
        for (const value of valuesOf(body)) expect(isAirTemperature(value, 'degF')).toBe(true);
        readGrid(body);
        readProductList(body);
        readProductText(body);
      }),
      { numRuns: 2_000 },
    );
  });

  it('never throw on texts', () => {
    const words = fc.constantFrom(
      'CLIMATE SUMMARY FOR',
      '...THE ',
      'NOVEMBER 20 2026...',
      'TEMPERATURE (F)',
      '\n',
      ' MAXIMUM',
      '   54',
      'MM',
      ' YESTERDAY',
      'WEATHER ITEM   OBSERVED',
      '\t',
      '\u0001',
      '...',
      'RMK ',
      'T0',
      '10120',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(fc.oneof(words, fc.string({ maxLength: 5 })), { maxLength: 60 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (raw) => {
        const report = readClimateReport(raw);
        if (typeof report !== 'string')
          for (const { maximum, reason } of report.summaries)
            expect((maximum === null) === (reason !== null)).toBe(true);
        readMetarRemarks(raw);
      }),
      { numRuns: 2_000 },
    );
  });

  it('are done with long texts in no time', () => {
    for (const unit of ['.', '...THE A', 'CLIMATE SUMMARY FOR ', ' ', '\n', 'MAXIMUM ', '...\n', 'A ', 'RMK T0'])
      readClimateReport(unit.repeat(Math.floor(200_000 / unit.length)));
    expect(readClimateReport('.'.repeat(200_001))).toContain('no climate report is so long');
  }, 5_000);
});
