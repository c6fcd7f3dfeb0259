import { describe, expect, it } from 'vitest';
import { FairValueError } from '../fair-value-error.js';
import { normalCdf } from '../numerics/normal-cdf.js';
import { expectPropagated, expectSimulated } from '../testing/expect-simulated.js';
import { normalDraws } from '../testing/normal-draws.js';
import { arrivalError } from './arrival-error.js';
import { ARRIVAL_ERRORS } from './arrival-parameters.js';
import { flightOnTime } from './flight-on-time.js';
import { publishedFigure } from './published-figure.js';
import { releaseForecast } from './release-forecast.js';

const above = (strike: number, ties = false) => ({ kind: 'above', strike, ties }) as const;
const forecast = { consensus: 0.3, consensusError: 0, surpriseSd: 0.1, surprises: 50 };

describe('a figure before its release', () => {
  it('is normal around the consensus and rounded as it will be published', () => {
    // Above 0.3 with one decimal begins at 0.35: half a deviation, its error pulling toward one half.
    const { probability, standardError } = releaseForecast({ ...forecast, surprises: 1e9 }, above(0.3), 1);
    expect(probability).toBeCloseTo(normalCdf(-0.5), 6);
    expect(standardError).toBeLessThan(1e-4);
    const draw = normalDraws(14);
    expectSimulated(probability, 100_000, () => Math.floor((0.3 + 0.1 * draw()) * 10 + 0.5) > 3);
  });

  it('has the mean and spread of drawn inputs, and less doubt with more history', () => {
    const draw = normalDraws(15);
    const e = 1 / Math.sqrt(24);
    const u = Math.sqrt(Math.log1p(e * e));
    expectPropagated(
      releaseForecast({ ...forecast, consensusError: 0.04, surprises: 12 }, above(0.4), 1),
      30_000,
      () => {
        const surpriseSd = 0.1 * Math.exp(u * draw() - (u * u) / 2);
        const drawn = { consensus: 0.3 + 0.04 * draw(), consensusError: 0, surpriseSd, surprises: 1e12 };
        return releaseForecast(drawn, above(0.4), 1).probability;
      },
    );
    const doubt = [5, 20, 100].map(
      (surprises) => releaseForecast({ ...forecast, surprises }, above(0.4), 1).standardError,
    );
    expect(doubt).toEqual(doubt.toSorted((a, b) => b - a));
  });

  it('refuses a forecast without a history', () => {
    expect(() => releaseForecast({ ...forecast, surprises: 0 }, above(1), 1)).toThrow(FairValueError);
    expect(() => releaseForecast({ ...forecast, consensus: Number.NaN }, above(1), 1)).toThrow(FairValueError);
  });
});

describe('a figure that is out', () => {
  const before = { probability: 0.4, standardError: 0.1 };
  const sure = { value: 0.4, revisionSd: 0, misread: 0 };

  it('decides, ties as the rules say', () => {
    expect(publishedFigure(sure, above(0.3), 1, before)).toEqual({ probability: 1, standardError: 0 });
    expect(publishedFigure(sure, above(0.4), 1, before)).toEqual({ probability: 0, standardError: 0 });
    expect(publishedFigure(sure, above(0.4, true), 1, before)).toEqual({ probability: 1, standardError: 0 });
  });

  it('leaves the risk of having read it wrong', () => {
    const { probability, standardError } = publishedFigure({ ...sure, misread: 0.01 }, above(0.3), 1, before);
    expect(probability).toBeCloseTo(0.99 + 0.01 * 0.4, 12);
    expect(standardError).toBeCloseTo(Math.sqrt(0.01 * 0.1 ** 2 + 0.99 * 0.01 * 0.6 ** 2), 12);
    const draw = normalDraws(17);
    const wrong = () => normalCdf(draw()) < 0.01;
    expectSimulated(probability, 100_000, () => (wrong() ? normalCdf(draw()) < 0.4 : true));
  });

  it('leaves the risk of a revision where revisions count', () => {
    const { probability } = publishedFigure({ ...sure, revisionSd: 0.1 }, above(0.3), 1, before);
    expect(probability).toBeCloseTo(normalCdf(0.5), 12);
    const draw = normalDraws(18);
    expectSimulated(probability, 50_000, () => Math.floor((0.4 + 0.1 * draw()) * 10 + 0.5) > 3);
  });

  it('refuses what is no figure', () => {
    expect(() => publishedFigure({ ...sure, misread: 2 }, above(1), 1, before)).toThrow(FairValueError);
    expect(() => publishedFigure({ ...sure, value: Number.NaN }, above(1), 1, before)).toThrow(FairValueError);
  });
});

describe('a flight', () => {
  const expected = (estimated: number, now = 0, biasError = 0) =>
    ({ kind: 'expected', now, estimated, biasError }) as const;
  const errors = { table: ARRIVAL_ERRORS.table, relativeError: 0 };

  it('is on time as often as simulated ones', () => {
    const draw = normalDraws(19);
    const { probability } = flightOnTime(expected(60), 65, errors);
    expect(probability).toBeCloseTo(normalCdf(5 / 7), 12);
    expectSimulated(probability, 50_000, () => 60 + 7 * draw() <= 65);
  });

  it('is certain when it has arrived, never will, or is late already', () => {
    expect(flightOnTime({ kind: 'arrived', at: 65 }, 65, errors)).toEqual({ probability: 1, standardError: 0 });
    expect(flightOnTime({ kind: 'arrived', at: 65.1 }, 65, errors)).toEqual({ probability: 0, standardError: 0 });
    expect(flightOnTime({ kind: 'will-not-arrive' }, 65, errors)).toEqual({ probability: 0, standardError: 0 });
    expect(flightOnTime(expected(70, 66), 65, errors)).toEqual({ probability: 0, standardError: 0 });
  });

  it('has the mean and spread of drawn inputs, growing with their errors', () => {
    const draw = normalDraws(20);
    const u = Math.sqrt(Math.log1p(0.09));
    expectPropagated(flightOnTime(expected(60, 0, 2), 63, ARRIVAL_ERRORS), 30_000, () => {
      const table = [{ minutesLeft: 0, sd: 7 * Math.exp(u * draw() - (u * u) / 2) }];
      return flightOnTime(expected(60 + 2 * draw()), 63, { table, relativeError: 0 }).probability;
    });
    const spread = [0, 1, 3].map((bias) => flightOnTime(expected(60, 0, bias), 65, errors).standardError);
    expect(spread).toEqual(spread.toSorted((a, b) => a - b));
  });

  it('is known the better the nearer it is', () => {
    expect([-5, 0, 7.5, 60, 120, 5_000].map((minutes) => arrivalError(ARRIVAL_ERRORS.table, minutes))).toEqual([
      3, 3, 3.5, 7, 9.5, 35,
    ]);
    expect(() => arrivalError([], 5)).toThrow(FairValueError);
    expect(() => arrivalError(ARRIVAL_ERRORS.table.toReversed(), 5_000)).toThrow(FairValueError);
    expect(() => flightOnTime(expected(Number.NaN), 65, errors)).toThrow(FairValueError);
  });
});
