import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FairValueError } from '../fair-value-error.js';
import { expectPropagated, expectSimulated } from '../testing/expect-simulated.js';
import { expectVector } from '../testing/expect-vector.js';
import { normalDraws } from '../testing/normal-draws.js';
import { dailyMaximum } from './daily-maximum.js';
import { correctEnsemble } from './ensemble-correction.js';
import { largestBin } from './largest-bin.js';
import { maximumSoFar } from './maximum-so-far.js';
import type { TemperatureBin } from './temperature-bin.js';
import type { TemperatureForecast } from './temperature-law.js';
import { truncatedMaximum } from './truncated-maximum.js';
import { uncertainMaximum } from './uncertain-maximum.js';

const bins: readonly TemperatureBin[] = [
  { from: null, to: 69 },
  { from: 70, to: 71 },
  { from: 72, to: 73 },
  { from: 74, to: 75 },
  { from: 76, to: 77 },
  { from: 78, to: null },
];
const forecast = (mean: number, sd: number, meanError = 0, sdError = 0): TemperatureForecast => ({
  mean,
  sd,
  meanError,
  sdError,
});
const expectBins = (values: readonly number[], printed: readonly string[]) => {
  expect(values).toHaveLength(printed.length);
  printed.forEach((wanted, index) => expectVector(values[index] ?? Number.NaN, wanted));
};

describe('the reference', () => {
  it('from a forecast alone', () => {
    expectBins(
      bins.map((bin) => dailyMaximum(bin, forecast(74.3, 2.45)).probability),
      ['.02504564022', '.1015033143', '.2454625116', '.3158493743', '.2163836997', '.09575545995'],
    );
  });

  it('given the maximum so far', () => {
    expectBins(
      bins.map((bin) => maximumSoFar(bin, 75, forecast(74, 1.5)).probability),
      ['0', '0', '0', '.8413447461', '.1488399253', '.009815328629'],
    );
  });

  it('from a forecast cut off', () => {
    expectBins(
      bins.map((bin) => truncatedMaximum(bin, 74.5, 74.3, 2.12).probability),
      ['0', '0', '0', '.3821974462', '.4759531442', '.1418494096'],
    );
  });

  it('for the largest bin there can be', () => {
    const printed = ['.2888934524', '.3168461846', '.3628577159', '.4680289419'];
    expectBins(
      [2.7, 2.45, 2.12, 1.6].map((sd) => largestBin(2, sd)),
      printed,
    );
    expectVector(dailyMaximum({ from: 74, to: 75 }, forecast(74.5, 2.45)).probability, '.3168461846');
  });
});

it('says the share of simulated days', () => {
  const rest = forecast(74, 1.5);
  for (const [index, bin] of bins.entries()) {
    const draw = normalDraws(30 + index);
    expectSimulated(maximumSoFar(bin, 73, rest).probability, 20_000, () => {
      const day = Math.max(73, Math.round(rest.mean + rest.sd * draw()));
      return day >= (bin.from ?? -999) && day <= (bin.to ?? 999);
    });
  }
});

it('mixes over a maximum so far that is uncertain', () => {
  const maxima = [
    { value: 74, probability: 0.3 },
    { value: 75, probability: 0.5 },
    { value: 76, probability: 0.2 },
  ];
  const rest = forecast(73, 1.5);
  const mixed = uncertainMaximum({ from: 74, to: 75 }, maxima, rest);
  const given = maxima.map(({ value }) => maximumSoFar({ from: 74, to: 75 }, value, rest).probability);
  const mean = maxima.reduce((sum, { probability }, index) => sum + probability * (given[index] ?? 0), 0);
  const variance = maxima.reduce(
    (sum, { probability }, index) => sum + probability * ((given[index] ?? 0) - mean) ** 2,
    0,
  );
  expect(mixed.probability).toBeCloseTo(mean, 12);
  expect(mixed.standardError).toBeCloseTo(Math.sqrt(variance), 12);
  expect(() => uncertainMaximum({ from: 74, to: 75 }, maxima.slice(1), rest)).toThrow(FairValueError);
});

it('has the mean and spread that drawn forecasts give, growing with their errors', () => {
  const draw = normalDraws(6);
  const u = Math.sqrt(Math.log1p(0.04));
  const bin = { from: 74, to: 75 };
  expectPropagated(dailyMaximum(bin, forecast(73, 2, 1, 0.2)), 30_000, () => {
    const drawn = forecast(73 + draw(), 2 * Math.exp(u * draw() - (u * u) / 2));
    return dailyMaximum(bin, drawn).probability;
  });
  const errors = [0, 0.2, 0.5, 1].map((error) => dailyMaximum(bin, forecast(72, 2, error, error / 4)).standardError);
  expect(errors).toEqual(errors.toSorted((a, b) => a - b));
  expect(errors[0]).toBe(0);
});

it('is exact when the forecast is certain or the maximum decides', () => {
  expect(dailyMaximum({ from: 74, to: 75 }, forecast(75.49, 0))).toEqual({ probability: 1, standardError: 0 });
  expect(dailyMaximum({ from: 74, to: 75 }, forecast(75.5, 0))).toEqual({ probability: 0, standardError: 0 });
  expect(maximumSoFar({ from: 74, to: null }, 74, forecast(60, 3, 1))).toEqual({ probability: 1, standardError: 0 });
  expect(maximumSoFar({ from: null, to: 73 }, 74, forecast(60, 3, 1))).toEqual({ probability: 0, standardError: 0 });
});

it('gives a partition 1, from any forecast and maximum', () => {
  const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
  const forecasts = fc.record({
    mean: number(60, 90),
    sd: number(0, 6),
    meanError: number(0, 3),
    sdError: number(0, 0.5),
  });
  fc.assert(
    fc.property(forecasts, fc.integer({ min: 60, max: 85 }), (given, maximum) => {
      for (const model of [
        (bin: TemperatureBin) => dailyMaximum(bin, given),
        (bin: TemperatureBin) => maximumSoFar(bin, maximum, given),
      ]) {
        const all = bins.map(model);
        expect(all.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 9);
        for (const { probability } of all) expect(probability >= 0 && probability <= 1).toBe(true);
      }
    }),
  );
});

it('corrects an ensemble, and refuses a correction that gives no variance', () => {
  const correction = { intercept: 1.5, slope: 0.98, variance: 2, varianceSlope: 0.5 };
  expect(correctEnsemble(correction, 70, 4)).toEqual({ mean: 1.5 + 0.98 * 70, sd: 2 });
  expect(() => correctEnsemble({ ...correction, variance: -3 }, 70, 4)).toThrow(FairValueError);
  expect(() => correctEnsemble(correction, Number.NaN, 4)).toThrow(FairValueError);
});

it('refuses what is no bin and no forecast', () => {
  expect(() => dailyMaximum({ from: null, to: null }, forecast(70, 1))).toThrow(FairValueError);
  expect(() => dailyMaximum({ from: 75, to: 74 }, forecast(70, 1))).toThrow(FairValueError);
  expect(() => dailyMaximum({ from: 74, to: 75 }, forecast(Number.NaN, 1))).toThrow(FairValueError);
  expect(() => dailyMaximum({ from: 74, to: 75 }, forecast(70, -1))).toThrow(FairValueError);
  expect(() => maximumSoFar({ from: 74, to: 75 }, Number.NaN, forecast(70, 1))).toThrow(FairValueError);
  expect(() => truncatedMaximum({ from: 74, to: 75 }, 200, 70, 1)).toThrow(FairValueError);
  expect(() => largestBin(2, 0)).toThrow(FairValueError);
});
