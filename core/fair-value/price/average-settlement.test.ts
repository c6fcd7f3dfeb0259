import { describe, expect, it } from 'vitest';
import { FairValueError } from '../fair-value-error.js';
import { expectPropagated, expectSimulated } from '../testing/expect-simulated.js';
import { expectVector } from '../testing/expect-vector.js';
import { normalDraws } from '../testing/normal-draws.js';
import { viewOf } from '../testing/views.js';
import { type AverageWindow, averageSettlement } from './average-settlement.js';
import { averageVariance } from './average-variance.js';
import { breakEvenMean } from './break-even-mean.js';
import { forwardAverageUp, forwardVariance } from './forward-average.js';
import { priceAtExpiry } from './price-at-expiry.js';

const PER_ROOT_SECOND = (84_000 * 0.45) / Math.sqrt(31_536_000);
const atLeast = (strike: number) => ({ kind: 'above', strike, ties: true }) as const;
const windowOf = (changes: Partial<AverageWindow> = {}): AverageWindow => ({
  prints: 60,
  spacing: 1,
  seen: 0,
  seenMean: 0,
  seenError: 0,
  modelError: 0,
  ...changes,
});
const value = (strike: number, secondsLeft: number, price = 84_000, window: Partial<AverageWindow> = {}) =>
  averageSettlement(viewOf({ price, secondsLeft }), windowOf(window), atLeast(strike)).probability;

describe('before the window', () => {
  it('agrees with the reference', () => {
    expectVector(PER_ROOT_SECOND, '6.73113803');
    expectVector(averageVariance(60, 60, 1, 60), '20.50277778');
    expectVector(averageVariance(60, 60, 1, 900), '860.5027778');
    expectVector(averageVariance(60, 60, 1, 300), '260.5027778');
    expectVector(value(84_050, 900), '0.400047447');
    expectVector(value(84_050, 300), '0.3226754162');
    expectVector(value(84_050, 60), '0.05045104763');
    expectVector(value(83_985, 900), '0.5302774384');
    // A single print at expiry is the point model of the same motion.
    expectVector(value(84_050, 900, 84_000, { prints: 1 }), '0.4022198349');
    expectVector(value(84_050, 300, 84_000, { prints: 1 }), '0.334010637');
    expectVector(value(84_050, 60, 84_000, { prints: 1 }), '0.16878645');
  });

  it('nears τ − 2w/3 when the prints are dense', () => {
    expect(averageVariance(60_000, 60_000, 0.001, 900)).toBeCloseTo(860, 2);
  });

  it('says the share of simulated geometric paths', () => {
    const draw = normalDraws(2);
    const perSecond = 0.45 / Math.sqrt(31_536_000);
    const move = (price: number, seconds: number) => price * Math.exp(perSecond * Math.sqrt(seconds) * draw());
    expectSimulated(value(84_050, 300), 20_000, () => {
      let price = move(84_000, 240);
      let sum = 0;
      for (let print = 0; print < 60; print++) sum += price = move(price, 1);
      return sum / 60 >= 84_050;
    });
  });
});

describe('inside the window', () => {
  it.each([
    [30, 84_060, 84_020, '0.179647302', '10.90857477', '84040'],
    [45, 84_060, 84_000, '0.1028148805', '3.950463819', '84020'],
    [50, 84_049, 84_058, '0.5898443431', '2.201241088', '84055'],
  ])('agrees with the reference after %d prints', (seen, seenMean, price, wanted, sd, breakEven) => {
    // The reference takes s of a price of 84,000 in every case.
    const view = viewOf({ price, volatility: (0.45 * 84_000) / price, secondsLeft: 60 - seen });
    const estimate = averageSettlement(view, windowOf({ seen, seenMean }), atLeast(84_050));
    expectVector(estimate.probability, wanted);
    expectVector(PER_ROOT_SECOND * Math.sqrt(averageVariance(60, 60 - seen, 1, 60 - seen)), sd);
    expectVector(breakEvenMean(84_050, 60, seen, seenMean) ?? Number.NaN, breakEven);
  });

  it('joins the time before without a step', () => {
    expect(value(84_050, 60, 84_000, { seen: 0 })).toBe(value(84_050, 60));
    expect(averageVariance(60, 59, 1, 59)).toBeLessThan(averageVariance(60, 60, 1, 60));
    // Half a second to the next print.
    expect(averageVariance(60, 30, 1, 29.5)).toBeLessThan(averageVariance(60, 30, 1, 30));
  });

  it('is decided when all prints are in, ties as the rules say', () => {
    const all = { seen: 60, seenMean: 84_050 };
    expect(value(84_050, 0, 90_000, all)).toBe(1);
    expect(value(84_050.01, 0, 90_000, all)).toBe(0);
    expect(breakEvenMean(84_050, 60, 60, 84_050)).toBeNull();
    const half = averageSettlement(
      viewOf({ secondsLeft: 0 }),
      windowOf({ ...all, seenMean: 84_049.996 }),
      atLeast(84_050),
      2,
    );
    expect(half).toEqual({ probability: 1, standardError: 0 });
  });

  it('refuses more prints than there are', () => {
    expect(() => value(84_050, 5, 84_000, { seen: 61 })).toThrow(FairValueError);
    expect(() => value(84_050, 5, 84_000, { seen: 1, seenMean: Number.NaN })).toThrow(FairValueError);
    expect(() => breakEvenMean(Number.NaN, 60, 1, 1)).toThrow(FairValueError);
  });
});

describe('errors of the inputs', () => {
  it('give the mean and spread that drawn inputs give', () => {
    const window = windowOf({ seen: 20, seenMean: 84_030, seenError: 4, modelError: 3 });
    const view = viewOf({ price: 84_045, secondsLeft: 40, volatilityError: 0.3, basis: { mean: 10, sd: 8 } });
    const draw = normalDraws(9);
    const u = Math.sqrt(Math.log1p(0.09));
    expectPropagated(averageSettlement(view, window, atLeast(84_040)), 40_000, () => {
      const drawn = viewOf({
        price: 84_035 + 8 * draw(),
        secondsLeft: 40,
        volatility: 0.45 * Math.exp(u * draw() - (u * u) / 2),
      });
      const seenMean = 84_030 + 4 * draw();
      return averageSettlement(drawn, windowOf({ seen: 20, seenMean }), atLeast(84_040 + 3 * draw())).probability;
    });
  });

  it('of the basis lose weight as prints come in', () => {
    const error = (seen: number) =>
      averageSettlement(
        viewOf({ secondsLeft: 60 - seen, basis: { mean: 0, sd: 1 } }),
        windowOf({ seen, seenMean: 84_000 }),
        atLeast(84_000),
      ).standardError;
    expect(error(60)).toBe(0);
    expect(error(10)).toBeGreaterThan(0);
  });
});

describe('both averages ahead', () => {
  it('has the variance of the reference', () => {
    expectVector(forwardVariance(900, 60, 1), '880.0055556');
    expect(forwardVariance(900, 60_000, 0.001)).toBeCloseTo(880, 2);
    expect(() => forwardVariance(30, 60, 1)).toThrow(FairValueError);
  });

  it('is even, but for the rounding that gives ties to one side', () => {
    const window = { prints: 60, spacing: 1 };
    expect(forwardAverageUp(viewOf(), 900, window, true).probability).toBe(0.5);
    const rounded = [true, false].map((up) => forwardAverageUp(viewOf(), 900, window, up, 2).probability);
    expect(rounded[0]).toBeGreaterThan(0.5);
    expect((rounded[0] ?? 0) + (rounded[1] ?? 0)).toBeCloseTo(1, 12);
    const draw = normalDraws(4);
    const simulated = () => {
      let [price, first, second] = [0, 0, 0];
      for (let print = 0; print < 60; print++) first += price += draw();
      price += Math.sqrt(840) * draw();
      for (let print = 0; print < 60; print++) second += price += draw();
      return (second - first) / 60;
    };
    const runs = 20_000;
    const variance = Array.from({ length: runs }, simulated).reduce((sum, x) => sum + x * x, 0) / runs;
    expect(Math.abs(variance / forwardVariance(900, 60, 1) - 1)).toBeLessThan(4 * Math.sqrt(2 / runs));
  });
});

it('is never less certain than a single print at expiry', () => {
  expect(priceAtExpiry(viewOf({ secondsLeft: 60 }), atLeast(84_050)).probability).toBeGreaterThan(value(84_050, 60));
});
