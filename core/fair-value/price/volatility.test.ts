import { expect, it } from 'vitest';
import { seededRandom } from '../../random/random.js';
import { FairValueError } from '../fair-value-error.js';
import { expectVector } from '../testing/expect-vector.js';
import { normalDraws } from '../testing/normal-draws.js';
import { boundedVolatility } from './bounded-volatility.js';
import { EwmaVolatility } from './ewma-volatility.js';
import type { LogReturn } from './log-return.js';
import { PriceSampler } from './price-sampler.js';
import { realisedVolatility } from './realised-volatility.js';

const returnsOf = (prices: readonly number[], seconds: number): LogReturn[] => {
  const sampler = new PriceSampler(1, 3_600);
  return prices.flatMap((price, index) => sampler.add(index * seconds * 1_000, price) ?? []);
};

it('agrees with the reference', () => {
  const returns = returnsOf([84_000, 84_010, 84_005, 84_030, 84_020, 84_055, 84_040], 10);
  expectVector(
    returns.reduce((sum, { value }) => sum + value * value, 0),
    '3.257251388e-07',
  );
  const measured = realisedVolatility(returns);
  expectVector(measured.value, '0.4137645864');
  expect(measured.relativeError).toBe(1 / Math.sqrt(12));
});

it('finds the volatility of a simulated path again, from ticks at odd times too', () => {
  const draw = normalDraws(8);
  const random = seededRandom(1);
  const sampler = new PriceSampler(2, 60);
  const ewma = new EwmaVolatility(0.98, 2);
  const returns: LogReturn[] = [];
  let [at, price] = [0, 50_000];
  for (let tick = 0; tick < 40_000; tick++) {
    const seconds = 0.05 + 3 * random.next();
    at += seconds * 1_000;
    price *= Math.exp(0.7 * Math.sqrt(seconds / 31_536_000) * draw());
    const found = sampler.add(at, price);
    if (found === null) continue;
    expect(found.seconds).toBeGreaterThanOrEqual(2);
    returns.push(found);
    ewma.add(found);
  }
  const plain = realisedVolatility(returns);
  expect(Math.abs(plain.value / 0.7 - 1)).toBeLessThan(4 * plain.relativeError);
  const recent = ewma.estimate;
  expect(Math.abs((recent?.value ?? 0) / 0.7 - 1)).toBeLessThan(4 * (recent?.relativeError ?? 0));
  expect(recent?.relativeError).toBeGreaterThan(plain.relativeError);
});

it('weighs as the recursion says, and forgets by time', () => {
  const ewma = new EwmaVolatility(0.9, 10);
  expect(ewma.estimate).toBeNull();
  ewma.add({ value: 0.001, seconds: 10 });
  ewma.add({ value: 0.002, seconds: 10 });
  const year = 31_536_000;
  expect(ewma.estimate?.value).toBeCloseTo(Math.sqrt(((0.9 * 1e-6 + 4e-6) / 1.9 / 10) * year), 12);
  expect(ewma.estimate?.relativeError).toBeCloseTo(Math.sqrt((0.81 + 1) / 2) / 1.9, 12);
  const long = new EwmaVolatility(0.9, 10);
  long.add({ value: 0.001, seconds: 10 });
  long.add({ value: 0.002, seconds: 20 });
  expect(long.estimate?.value).toBeCloseTo(Math.sqrt(((0.081 * 1e-7 + 0.19 * 2e-7) / 0.271) * year), 12);
});

it('is as sure of few returns as a plain mean of them, and of many as their weights allow', () => {
  const ewma = new EwmaVolatility(0.9972, 5);
  for (let n = 0; n < 13; n++) ewma.add({ value: 0.0005, seconds: 5 });
  expect(ewma.estimate?.relativeError).toBeCloseTo(1 / Math.sqrt(26), 3);
  for (let n = 0; n < 10_000; n++) ewma.add({ value: 0.0005, seconds: 5 });
  expect(ewma.estimate?.relativeError).toBeCloseTo(Math.sqrt(0.0028 / 1.9972 / 2), 6);
});

it('takes no return over a silence, over less than the spacing, or back in time', () => {
  const sampler = new PriceSampler(5, 30);
  const taken = [
    [0, 100],
    [4_999, 101],
    [5_000, 102],
    [4_000, 90],
    [40_000, 103],
    [45_000, 104],
  ].map(([at = 0, price = 0]) => sampler.add(at, price)?.seconds ?? null);
  expect(taken).toEqual([null, null, 5, null, null, 5]);
});

it('keeps to floor and cap without becoming surer', () => {
  const bounds = { floor: 0.2, cap: 1.5, widen: 2 };
  expect(boundedVolatility({ value: 0.4, relativeError: 0.1 }, bounds)).toEqual({ value: 0.8, relativeError: 0.1 });
  expect(boundedVolatility({ value: 0, relativeError: 0.1 }, bounds)).toEqual({ value: 0.2, relativeError: 0.1 });
  const capped = boundedVolatility({ value: 1.5, relativeError: 0.1 }, bounds);
  expect(capped).toEqual({ value: 1.5, relativeError: 0.2 });
});

it('refuses what is no price, no return, no weight', () => {
  expect(() => new PriceSampler(0.5, 10)).toThrow(FairValueError);
  expect(() => new PriceSampler(5, 5)).toThrow(FairValueError);
  expect(() => new PriceSampler(1, 5).add(0, 0)).toThrow(FairValueError);
  expect(() => new PriceSampler(1, 5).add(Number.NaN, 1)).toThrow(FairValueError);
  expect(() => realisedVolatility([])).toThrow(FairValueError);
  expect(() => realisedVolatility([{ value: 0.1, seconds: 0 }])).toThrow(FairValueError);
  expect(() => new EwmaVolatility(1, 1)).toThrow(FairValueError);
  expect(() => new EwmaVolatility(0.9, 1).add({ value: Number.NaN, seconds: 1 })).toThrow(FairValueError);
  expect(() => boundedVolatility({ value: 1, relativeError: 0 }, { floor: 2, cap: 1, widen: 1 })).toThrow(
    FairValueError,
  );
  expect(() => boundedVolatility({ value: 1, relativeError: 0 }, { floor: 1, cap: 2, widen: 0.5 })).toThrow(
    FairValueError,
  );
});
