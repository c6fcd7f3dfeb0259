import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Estimate } from './estimate.js';
import { FairValueError } from './fair-value-error.js';
import { flightOnTime } from './events/flight-on-time.js';
import { releaseForecast } from './events/release-forecast.js';
import { holdsIn } from './holds-in.js';
import { mixEstimates } from './mix-estimates.js';
import { opposite } from './opposite.js';
import { averageSettlement } from './price/average-settlement.js';
import { barrierTouch } from './price/barrier-touch.js';
import { priceAtExpiry } from './price/price-at-expiry.js';
import { settlementInterval } from './settlement-interval.js';
import { goalGame } from './sports/goal-game.js';
import { goalSports } from './sports/goal-sports.js';
import { leadMotion } from './sports/lead-motion.js';
import { leadSports } from './sports/lead-sports.js';
import { dailyMaximum } from './temperature/daily-maximum.js';
import { maximumSoFar } from './temperature/maximum-so-far.js';

describe('an interval of settlement', () => {
  const values = [0.994, 0.995, 0.999, 1, 1.001, 1.004, 1.005, 1.006];
  const paying = (kind: 'above' | 'below', ties: boolean, decimals: number | null = null) =>
    values.filter((value) => holdsIn(settlementInterval({ kind, strike: 1, ties }, decimals), value));

  it('holds its strike only where ties pay', () => {
    expect(paying('above', false)).toEqual([1.001, 1.004, 1.005, 1.006]);
    expect(paying('above', true)).toEqual([1, 1.001, 1.004, 1.005, 1.006]);
    expect(paying('below', false)).toEqual([0.994, 0.995, 0.999]);
    expect(paying('below', true)).toEqual([0.994, 0.995, 0.999, 1]);
  });

  it('holds what is rounded into it, halves up', () => {
    expect(paying('above', true, 2)).toEqual([0.995, 0.999, 1, 1.001, 1.004, 1.005, 1.006]);
    expect(paying('below', true, 2)).toEqual([0.994, 0.995, 0.999, 1, 1.001, 1.004]);
    expect(paying('below', false, 2)).toEqual([0.994]);
  });
});

it('mixes cases by total expectation and variance, and turns around', () => {
  const mixed = mixEstimates([
    { weight: 3, estimate: { probability: 0.2, standardError: 0.1 } },
    { weight: 1, estimate: { probability: 0.6, standardError: 0 } },
  ]);
  expect(mixed.probability).toBeCloseTo(0.3, 12);
  expect(mixed.standardError).toBeCloseTo(Math.sqrt(0.75 * 0.01 + 0.75 * 0.01 + 0.25 * 0.09), 12);
  expect(opposite(mixed)).toEqual({ probability: 1 - mixed.probability, standardError: mixed.standardError });
  expect(() => mixEstimates([])).toThrow(FairValueError);
});

it('comes out a probability or is refused, whatever the numbers', () => {
  const any = fc.oneof(
    fc.double(),
    fc.constantFrom(0, -0, 1, 1e-300, 1e300, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
    fc.double({ min: 0, max: 1e5, noNaN: true }),
  );
  const check = (model: () => Estimate) => {
    try {
      const { probability, standardError } = model();
      expect(probability >= 0 && probability <= 1).toBe(true);
      expect(standardError >= 0 && standardError <= 0.5).toBe(true);
    } catch (error) {
      expect(error).toBeInstanceOf(FairValueError);
    }
  };
  fc.assert(
    fc.property(any, any, any, any, any, any, any, any, (a, b, c, d, e, f, g, h) => {
      const view = { price: a, volatility: b, volatilityError: c, basis: { mean: d, sd: e }, secondsLeft: f };
      const condition = { kind: 'above', strike: g, ties: true } as const;
      const forecast = { mean: a, sd: b, meanError: c, sdError: d };
      check(() => priceAtExpiry(view, condition));
      check(() => priceAtExpiry(view, condition, { tail: { kind: 'student', degrees: 4 }, decimals: 2 }));
      check(() => priceAtExpiry(view, { kind: 'between', low: g, high: h, lowTies: true, highTies: true }));
      for (const monitoring of [{ kind: 'continuous' }, { kind: 'trimmed-minutes' }] as const) {
        check(() => barrierTouch(view, { side: 'down', level: g, touched: false, monitoring }));
      }
      const window = { prints: 60, spacing: 1, seen: 20, seenMean: h, seenError: e, modelError: c };
      check(() => averageSettlement(view, window, condition));
      check(() => dailyMaximum({ from: 70, to: 71 }, forecast));
      check(() => maximumSoFar({ from: 70, to: 71 }, g, forecast));
      check(() => releaseForecast({ consensus: a, consensusError: b, surpriseSd: c, surprises: 5 }, condition, 1));
      check(() =>
        flightOnTime({ kind: 'expected', now: a, estimated: b, biasError: c }, d, {
          table: [{ minutesLeft: 0, sd: e }],
          relativeError: f,
        }),
      );
      check(() => goalGame(goalSports.nhl, { lead: 1, shareLeft: a }, { home: b, away: c, error: d }).home);
      check(
        () =>
          leadMotion(
            leadSports.nfl,
            { lead: a, secondsLeft: b, overtime: false, drawPossible: true },
            { margin: c, marginError: d, sdError: e },
          ).home,
      );
    }),
    { numRuns: 400 },
  );
});
