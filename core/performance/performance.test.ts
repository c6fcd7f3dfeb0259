import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../fair-value/numerics/normal-quantile.js';
import { expectVector } from '../fair-value/testing/expect-vector.js';
import { normalDraws } from '../fair-value/testing/normal-draws.js';
import { usd } from '../money/money.js';
import { annualisedSharpe, annualisingFactor } from './annualised-sharpe.js';
import { autocorrelations } from './autocorrelations.js';
import { deflatedSharpe } from './deflated-sharpe.js';
import { expectedBest } from './expected-best.js';
import { maxDrawdown } from './max-drawdown.js';
import { minTrackRecord } from './min-track-record.js';
import { momentsOf } from './moments.js';
import { PerformanceError } from './performance-error.js';
import { probabilisticSharpe } from './probabilistic-sharpe.js';
import { profitFactor } from './profit-factor.js';
import { sharpeInterval } from './sharpe-interval.js';
import { sharpeRatio } from './sharpe-ratio.js';
import { sharpeStandardError } from './sharpe-standard-error.js';
import { sortinoRatio } from './sortino-ratio.js';
import { wilsonInterval } from './wilson-interval.js';
import { winRate } from './win-rate.js';

const evidence = { sharpe: 0.12, count: 250, skewness: -0.5, kurtosis: 5 };
const normal = { ...evidence, skewness: 0, kurtosis: 3 };
const returns = [0.004, -0.002, 0.006, 0.001, -0.003, 0.005, 0.002, -0.001, 0.003, 0];

describe('the reference', () => {
  it('for a history of ten days', () => {
    const sharpe = sharpeRatio(returns);
    expectVector(sharpe ?? Number.NaN, '.4954336943');
    expectVector(annualisedSharpe(sharpe, 365) ?? Number.NaN, '9.465247439');
    expectVector(annualisedSharpe(sharpe, 252) ?? Number.NaN, '7.864766078');
    expectVector(sharpeRatio(returns, { population: true }) ?? Number.NaN, '.5222329679');
    const { skewness, kurtosis } = momentsOf(returns);
    expectVector(kurtosis ?? Number.NaN, '1.775757576');
    expect(skewness).toBeCloseTo(0, 12);
  });

  it('for a year with autocorrelation', () => {
    expectVector(annualisingFactor(365, [0.1]), '17.4443578');
    expectVector(annualisingFactor(365), '19.10497317');
  });

  it('for the probabilistic Sharpe ratio', () => {
    expectVector(evidence.sharpe / sharpeStandardError(evidence), '1.826829095');
    expectVector(probabilisticSharpe(evidence, 0), '.9661372651');
    expectVector(normal.sharpe / sharpeStandardError(normal), '1.886787807');
    expectVector(probabilisticSharpe(normal, 0), '.9704055641');
  });

  it('for the best of many and the deflated Sharpe ratio', () => {
    expectVector(expectedBest(20, 0.0025), '.09503539756');
    expectVector((evidence.sharpe - expectedBest(20, 0.0025)) / sharpeStandardError(evidence), '.3800505174');
    expectVector(deflatedSharpe(evidence, 20, 0.0025), '.648046042');
    expectVector(expectedBest(100, 0.0025), '.1265301447');
    expectVector(deflatedSharpe(evidence, 100, 0.0025), '.4604055173');
  });

  it('for the shortest track record', () => {
    expectVector(minTrackRecord(evidence, 0, 0.95) ?? Number.NaN, '202.8636033');
  });
});

it('bounds the true ratio as often as it says', () => {
  const draw = normalDraws(71);
  const runs = 4_000;
  let covered = 0;
  for (let run = 0; run < runs; run++) {
    const sample = Array.from({ length: 120 }, () => 0.2 + draw());
    const { count, skewness, kurtosis } = momentsOf(sample);
    const sharpe = sharpeRatio(sample) ?? 0;
    if (sharpeInterval({ sharpe, count, skewness: skewness ?? 0, kurtosis: kurtosis ?? 3 }, 0.95).low < 0.2) covered++;
  }
  // 0.01 beside the sampling error: the normal approximation at 120 periods.
  expect(Math.abs(covered / runs - 0.95)).toBeLessThan(4 * Math.sqrt((0.95 * 0.05) / runs) + 0.01);
});

it('expects of many worthless strategies the best that simulated ones show', () => {
  const draw = normalDraws(72);
  const runs = 4_000;
  const best = Array.from({ length: runs }, () => Math.max(...Array.from({ length: 20 }, draw)));
  const mean = best.reduce((sum, value) => sum + value, 0) / runs;
  // The formula is an extreme-value approximation, good to two per cent at 20.
  expect(Math.abs(mean / expectedBest(20, 1) - 1)).toBeLessThan(0.03);
  expect(expectedBest(1, 1)).toBe(0);
});

it('finds the autocorrelation of a simulated series', () => {
  const draw = normalDraws(73);
  let last = 0;
  const series = Array.from({ length: 20_000 }, () => (last = 0.4 * last + draw()));
  const [first = 0, second = 0] = autocorrelations(series, 2);
  expect(Math.abs(first - 0.4)).toBeLessThan(4 / Math.sqrt(20_000));
  expect(Math.abs(second - 0.16)).toBeLessThan(4 / Math.sqrt(20_000));
  expect(autocorrelations([1, 1, 1], 2)).toEqual([0, 0]);
  expect(autocorrelations([1, 2], 3)).toEqual([-0.5, 0, 0]);
  expect(() => annualisingFactor(365, [-1, -1])).toThrow(PerformanceError);
});

it('takes falls from their highs, each worst by itself', () => {
  const at = (values: readonly number[]) => values.map((equity, index) => ({ at: index * 1_000, equity: usd(equity) }));
  expect(maxDrawdown(at([100, 80, 120, 90, 95, 130, 129]))).toEqual({ amount: 30, ratio: 0.25, durationMs: 2_000 });
  expect(maxDrawdown(at([100, 80, 1_000, 900]))).toEqual({ amount: 100, ratio: 0.2, durationMs: 1_000 });
  expect(maxDrawdown(at([5, 6, 7]))).toEqual({ amount: 0, ratio: 0, durationMs: 0 });
  expect(maxDrawdown(at([0, -5]))).toEqual({ amount: 5, ratio: 0, durationMs: 1_000 });
});

it('counts only falls short of the target as risk', () => {
  expect(sortinoRatio([0.02, -0.01, 0.02, -0.01])).toBeCloseTo(0.005 / Math.sqrt(0.0001 / 2), 12);
  expect(sortinoRatio([0.02, -0.01], 0.005)).toBe(0);
});

it('gives shares of wins and what wins make of losses', () => {
  const pnls = [5, -2, 3, 0].map(usd);
  expect(winRate(pnls)).toMatchObject({ trades: 4, wins: 2, rate: 0.5 });
  expect(profitFactor(pnls)).toBe(4);
});

it('has Wilson’s interval', () => {
  // R: prop.test(8, 10, correct = FALSE).
  const { low, high } = wilsonInterval(8, 10, 0.95);
  expect(low).toBeCloseTo(0.4901625, 6);
  expect(high).toBeCloseTo(0.9433178, 6);
  expect(wilsonInterval(0, 10, 0.95).low).toBe(0);
  expect(wilsonInterval(10, 10, 0.95).high).toBe(1);
  expect(wilsonInterval(0, 0, 0.95)).toEqual({ low: 0, high: 1 });
  expect(() => wilsonInterval(11, 10, 0.95)).toThrow(PerformanceError);
});

it('never gives anything but numbers for histories of real data', () => {
  const histories = fc.array(fc.double({ min: -0.5, max: 0.5, noNaN: true }), { minLength: 2, maxLength: 40 });
  fc.assert(
    fc.property(histories, (history) => {
      const { count, skewness, kurtosis } = momentsOf(history);
      const sharpe = sharpeRatio(history);
      if (sharpe === null || skewness === null || kurtosis === null) return;
      const shape = { sharpe, count, skewness, kurtosis };
      const { low, high } = sharpeInterval(shape, 0.9);
      expect(low <= sharpe && sharpe <= high).toBe(true);
      const probability = probabilisticSharpe(shape, 0.1);
      expect(probability >= 0 && probability <= 1).toBe(true);
    }),
  );
});

it('refuses what it has no meaning for', () => {
  expect(() => sharpeRatio([1, Number.NaN])).toThrow(PerformanceError);
  expect(() => probabilisticSharpe({ ...evidence, count: 1 }, 0)).toThrow(PerformanceError);
  expect(() => sharpeInterval(evidence, 0.4)).toThrow(PerformanceError);
  expect(() => minTrackRecord(evidence, 0, 1)).toThrow(PerformanceError);
  expect(() => expectedBest(0, 1)).toThrow(PerformanceError);
  expect(minTrackRecord(evidence, 0.12, 0.95)).toBeNull();
  expect(normalQuantile(0.95)).toBeCloseTo(1.6448536, 6);
});
