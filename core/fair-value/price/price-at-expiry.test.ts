import { describe, expect, it } from 'vitest';
import { FairValueError } from '../fair-value-error.js';
import { normalCdf } from '../numerics/normal-cdf.js';
import type { Condition } from '../settlement-interval.js';
import { expectPropagated, expectSimulated } from '../testing/expect-simulated.js';
import { expectVector } from '../testing/expect-vector.js';
import { normalDraws } from '../testing/normal-draws.js';
import { viewOf } from '../testing/views.js';
import { priceAtExpiry } from './price-at-expiry.js';
import { upOrDown } from './up-or-down.js';

const above = (strike: number, ties = false): Condition => ({ kind: 'above', strike, ties });

describe('above a strike', () => {
  it.each([
    [900, '0.1079710281'],
    [300, '0.0161033533'],
    [3_600, '0.2674648695'],
  ])('agrees with the reference at %d s', (secondsLeft, wanted) => {
    expectVector(priceAtExpiry(viewOf({ secondsLeft }), above(84_250)).probability, wanted);
  });

  it('says the share of simulated prices that end there', () => {
    const draw = normalDraws(11);
    const sd = 0.45 * Math.sqrt(900 / 31_536_000);
    const { probability } = priceAtExpiry(viewOf(), above(84_250));
    expectSimulated(probability, 200_000, () => 84_000 * Math.exp(sd * draw() - (sd * sd) / 2) > 84_250);
  });

  it('moves the strike by half a step where the venue rounds first', () => {
    const view = viewOf({ secondsLeft: 20 });
    const rounded = (ties: boolean) => priceAtExpiry(view, above(84_010, ties), { decimals: 0 }).probability;
    expect(rounded(true)).toBe(priceAtExpiry(view, above(84_009.5, true)).probability);
    expect(rounded(false)).toBe(priceAtExpiry(view, above(84_010.5, true)).probability);
  });

  it('has heavier tails with Student’s t, the same variance', () => {
    const far = (degrees: number | null) =>
      priceAtExpiry(viewOf({ secondsLeft: 60 }), above(84_300), {
        tail: degrees === null ? { kind: 'normal' } : { kind: 'student', degrees },
      }).probability;
    expect(far(3)).toBeGreaterThan(far(5));
    expect(far(5)).toBeGreaterThan(far(null) * 10);
    expect(far(1e7) / far(null)).toBeCloseTo(1, 3);
  });

  it('is exact when nothing can change any more', () => {
    const over = viewOf({ secondsLeft: 0 });
    expect(priceAtExpiry(over, above(84_000, true))).toEqual({ probability: 1, standardError: 0 });
    expect(priceAtExpiry(over, above(84_000, false))).toEqual({ probability: 0, standardError: 0 });
    expect(priceAtExpiry(viewOf({ volatility: 0 }), above(83_999)).probability).toBe(1);
    expect(priceAtExpiry(over, above(-5)).probability).toBe(1);
    // Only the basis is left: an even chance at the strike, and as uncertain as a coin.
    const behind = viewOf({ secondsLeft: 0, basis: { mean: 24, sd: 3 } });
    const even = priceAtExpiry(behind, above(83_976));
    expect(even.probability).toBeCloseTo(0.5, 12);
    expect(even.standardError).toBeCloseTo(0.5, 12);
  });
});

describe('errors of the inputs', () => {
  const cases = [
    ['basis', viewOf({ secondsLeft: 120, basis: { mean: 20, sd: 40 } }), { kind: 'normal' }],
    ['volatility', viewOf({ volatilityError: 0.25 }), { kind: 'normal' }],
    ['both', viewOf({ volatilityError: 0.15, basis: { mean: -10, sd: 60 } }), { kind: 'normal' }],
    [
      'both, heavy tails',
      viewOf({ volatilityError: 0.15, basis: { mean: -10, sd: 60 } }),
      { kind: 'student', degrees: 4 },
    ],
  ] as const;

  it.each(cases)('of the %s give the mean and spread that drawn inputs give', (_, view, tail) => {
    const conditions: Condition[] = [
      above(84_100),
      { kind: 'between', low: 83_950, high: 84_120, lowTies: true, highTies: false },
    ];
    for (const condition of conditions) {
      const draw = normalDraws(7);
      const u = Math.sqrt(Math.log1p(view.volatilityError ** 2));
      expectPropagated(
        priceAtExpiry(view, condition, { tail }),
        40_000,
        () =>
          priceAtExpiry(
            viewOf({
              ...view,
              price: view.price - view.basis.mean + view.basis.sd * draw(),
              basis: { mean: 0, sd: 0 },
              volatility: view.volatility * Math.exp(u * draw() - (u * u) / 2),
              volatilityError: 0,
            }),
            condition,
            { tail },
          ).probability,
      );
    }
  });

  it('widen the standard error as they grow', () => {
    const errors = [0, 1, 3, 10, 30];
    const spread = errors.map((sd) => priceAtExpiry(viewOf({ basis: { mean: 0, sd } }), above(84_100)).standardError);
    const vague = errors.map((e) => priceAtExpiry(viewOf({ volatilityError: e / 60 }), above(84_100)).standardError);
    for (const list of [spread, vague]) expect(list).toEqual(list.toSorted((a, b) => a - b));
    expect([spread[0], vague[0]]).toEqual([0, 0]);
    expect(Math.min(spread[1] ?? 0, vague[1] ?? 0)).toBeGreaterThan(0);
  });

  it('follow the slope of the formula while they are small', () => {
    const { standardError } = priceAtExpiry(viewOf({ basis: { mean: 0, sd: 0.5 } }), above(84_250));
    const slope =
      (priceAtExpiry(viewOf({ price: 84_001 }), above(84_250)).probability -
        priceAtExpiry(viewOf({ price: 83_999 }), above(84_250)).probability) /
      2;
    expect(standardError / (0.5 * slope)).toBeCloseTo(1, 3);
  });
});

describe('up or down', () => {
  it('agrees with the reference', () => {
    expectVector(upOrDown(viewOf(), 84_000, 'up').probability, '0.4995204759');
    expectVector(upOrDown(viewOf({ price: 84_100, secondsLeft: 300 }), 84_000, 'up').probability, '0.8041466693');
    expectVector(normalCdf(0.8565264275), '0.8041466693');
  });

  it('gives a tie to whom the rules give it', () => {
    const over = viewOf({ secondsLeft: 0 });
    expect(['up', 'down', 'half'].map((tie) => upOrDown(over, 84_000, tie as 'up').probability)).toEqual([1, 0, 0.5]);
  });
});

describe('inputs outside their domain', () => {
  it.each([
    viewOf({ price: 0 }),
    viewOf({ price: Number.NaN }),
    viewOf({ volatility: -0.1 }),
    viewOf({ volatility: Number.POSITIVE_INFINITY }),
    viewOf({ volatilityError: Number.NaN }),
    viewOf({ secondsLeft: -1 }),
    viewOf({ basis: { mean: 90_000, sd: 0 } }),
    viewOf({ basis: { mean: 0, sd: -1 } }),
  ])('are refused', (view) => {
    expect(() => priceAtExpiry(view, above(84_000))).toThrow(FairValueError);
  });

  it('are refused in the condition too', () => {
    const bad: Condition = { kind: 'between', low: 2, high: 1, lowTies: true, highTies: true };
    expect(() => priceAtExpiry(viewOf(), bad)).toThrow(FairValueError);
    expect(() => priceAtExpiry(viewOf(), above(Number.NaN))).toThrow(FairValueError);
    expect(() => priceAtExpiry(viewOf(), above(1), { tail: { kind: 'student', degrees: 2 } })).toThrow(FairValueError);
    expect(() => priceAtExpiry(viewOf(), above(1), { decimals: 1.5 })).toThrow(FairValueError);
  });
});
