import { expect, it } from 'vitest';
import { PriceTruth } from './price-truth.js';
import { measuredWeek } from './week-parameters.js';

const FROM = Date.UTC(2026, 10, 9);
const HOUR = 3_600_000;
const DAYS = 7;
const truthOf = (seed: number) =>
  new PriceTruth({ seed, from: FROM, seconds: DAYS * 86_400, parameters: measuredWeek });

it('moves as its regimes say: realised variance is what the volatility of each second adds up to', () => {
  const truth = truthOf(1);
  let realised = 0;
  let told = 0;
  for (let at = FROM; at < truth.to; at += 1_000) {
    realised += Math.log(truth.index(at + 1_000) / truth.index(at)) ** 2;
    told += truth.volatility(at) ** 2 / 31_536_000;
  }
  expect(realised / told).toBeCloseTo(1, 1);
  expect(Math.sqrt((told * 365) / DAYS)).toBeGreaterThan(0.35);
  expect(Math.sqrt((told * 365) / DAYS)).toBeLessThan(0.75);
});

it('expects of the hours ahead what they bring on average', () => {
  const errors: number[] = [];
  for (let seed = 1; seed <= 6; seed++) {
    const truth = truthOf(seed);
    for (let at = FROM; at < truth.to - 8 * HOUR; at += 4 * HOUR) {
      let sum = 0;
      for (let second = 0; second < 8 * 3_600; second += 60) sum += truth.volatility(at + second * 1_000) ** 2;
      errors.push(sum / 480 / truth.expectedVolatility(at, 8 * 3_600) ** 2 - 1);
    }
  }
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  expect(Math.abs(mean)).toBeLessThan(0.08);
});

it('averages the sixty prints before a time, or the first of them', () => {
  const truth = truthOf(2);
  const to = FROM + HOUR;
  const prints = Array.from({ length: 60 }, (_, index) => truth.index(to - 59_000 + index * 1_000));
  const mean = (of: readonly number[]) => of.reduce((sum, value) => sum + value, 0) / of.length;
  expect(truth.indexAverage(to)).toBeCloseTo(mean(prints), 6);
  expect(truth.indexAverage(to, 20)).toBeCloseTo(mean(prints.slice(0, 20)), 6);
});

it('keeps Chainlink as far from the index over a quarter of an hour as was measured, 3.2 dollars', () => {
  const truth = truthOf(3);
  let squares = 0;
  let count = 0;
  for (let at = FROM + HOUR; at < truth.to - HOUR; at += 900_000) {
    const off = (time: number) => truth.chainlinkAverage(time) - truth.indexAverage(time);
    squares += (off(at + 900_000) - off(at)) ** 2;
    count++;
  }
  expect(Math.sqrt(squares / count)).toBeGreaterThan(2.7);
  expect(Math.sqrt(squares / count)).toBeLessThan(3.7);
});

it('has candles that reach further than its seconds, as far as a continuous price does', () => {
  const truth = truthOf(4);
  const { close, high, low, open } = truth.candle(FROM + HOUR, 60);
  const seconds = Array.from({ length: 3_601 }, (_, index) => truth.binance(FROM + HOUR + index * 1_000));
  expect(open).toBe(seconds[0]);
  expect(close).toBe(seconds.at(-1));
  expect(high).toBeGreaterThan(Math.max(...seconds) - 1e-9);
  expect(low).toBeLessThan(Math.min(...seconds) + 1e-9);
});
