import fc from 'fast-check';
import { expect, it } from 'vitest';
import { priceAtExpiry } from './price-at-expiry.js';
import { averageSettlement } from './average-settlement.js';
import { averageVariance } from './average-variance.js';
import { type Barrier, barrierTouch } from './barrier-touch.js';
import type { PriceView } from './price-view.js';

const views: fc.Arbitrary<PriceView> = fc.record({
  price: fc.double({ min: 50, max: 200, noNaN: true }),
  volatility: fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 3, noNaN: true })),
  volatilityError: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 0.5, noNaN: true })),
  basis: fc.record({
    mean: fc.double({ min: -5, max: 5, noNaN: true }),
    sd: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 5, noNaN: true })),
  }),
  secondsLeft: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e7, noNaN: true })),
});
const strikes = fc.double({ min: 40, max: 220, noNaN: true });
const tails = fc.constantFrom({ kind: 'normal' } as const, { kind: 'student', degrees: 4 } as const);
const ROUNDING = 1e-9;

it('stays in 0…1, and above with below make 1', () => {
  fc.assert(
    fc.property(views, strikes, tails, fc.boolean(), (view, strike, tail, ties) => {
      const above = priceAtExpiry(view, { kind: 'above', strike, ties }, { tail });
      const below = priceAtExpiry(view, { kind: 'below', strike, ties: !ties }, { tail });
      for (const { probability, standardError } of [above, below]) {
        expect(probability >= 0 && probability <= 1 && standardError >= 0 && standardError <= 0.5).toBe(true);
        // No variable in 0…1 spreads more than a coin of its mean.
        expect(standardError ** 2).toBeLessThanOrEqual(probability * (1 - probability) + ROUNDING);
      }
      expect(above.probability + below.probability).toBeCloseTo(1, 9);
      expect(above.standardError).toBeCloseTo(below.standardError, 6);
    }),
  );
});

it('gives the bins of a partition 1 together', () => {
  fc.assert(
    fc.property(views, tails, fc.uniqueArray(strikes, { minLength: 2, maxLength: 6 }), (view, tail, cuts) => {
      const sorted = cuts.toSorted((a, b) => a - b);
      const first = sorted[0] as number;
      const last = sorted[sorted.length - 1] as number;
      let sum =
        priceAtExpiry(view, { kind: 'below', strike: first, ties: false }, { tail }).probability +
        priceAtExpiry(view, { kind: 'above', strike: last, ties: true }, { tail }).probability;
      for (let index = 1; index < sorted.length; index++) {
        const [low, high] = [sorted[index - 1] as number, sorted[index] as number];
        sum += priceAtExpiry(
          view,
          { kind: 'between', low, high, lowTies: true, highTies: false },
          { tail },
        ).probability;
      }
      expect(sum).toBeCloseTo(1, 8);
    }),
  );
});

it('falls in the strike and rises in the price', () => {
  fc.assert(
    fc.property(views, strikes, strikes, fc.double({ min: 0, max: 50, noNaN: true }), (view, one, other, more) => {
      const [low, high] = [Math.min(one, other), Math.max(one, other)];
      const above = (strike: number, at = view) => priceAtExpiry(at, { kind: 'above', strike, ties: true }).probability;
      expect(above(low)).toBeGreaterThanOrEqual(above(high) - ROUNDING);
      // A relative error of the index shrinks with the price, so compare without one.
      const sure = { ...view, basis: { mean: view.basis.mean, sd: 0 } };
      expect(above(one, { ...sure, price: view.price + more })).toBeGreaterThanOrEqual(above(one, sure) - ROUNDING);
    }),
  );
});

it('touches at least as often as it ends there, and at looks no oftener than without a break', () => {
  const sides = fc.constantFrom('up' as const, 'down' as const);
  const watches = fc.oneof(
    fc.constant({ kind: 'trimmed-minutes' } as const),
    fc.record({ kind: fc.constant('instants' as const), seconds: fc.double({ min: 1, max: 1e5, noNaN: true }) }),
  );
  fc.assert(
    fc.property(views, strikes, sides, watches, (given, level, side, monitoring) => {
      const view = { ...given, basis: { ...given.basis, sd: 0 } };
      const barrier: Barrier = { side, level, touched: false, monitoring: { kind: 'continuous' } };
      const touch = barrierTouch(view, barrier).probability;
      const looked = barrierTouch(view, { ...barrier, monitoring }).probability;
      const kind = side === 'up' ? 'above' : 'below';
      const ends = priceAtExpiry(view, { kind, strike: level, ties: true }).probability;
      expect(touch).toBeGreaterThanOrEqual(looked - ROUNDING);
      expect(looked).toBeGreaterThanOrEqual(ends - ROUNDING);
      expect(touch <= 1 && ends >= 0).toBe(true);
    }),
  );
});

it('touches a farther barrier no oftener, with errors too', () => {
  fc.assert(
    fc.property(views, strikes, strikes, (view, one, other) => {
      const touch = (level: number) =>
        barrierTouch(view, { side: 'up', level, touched: false, monitoring: { kind: 'continuous' } }).probability;
      expect(touch(Math.min(one, other))).toBeGreaterThanOrEqual(touch(Math.max(one, other)) - 1e-6);
    }),
    { numRuns: 60 },
  );
});

it('gives averages no more variance than single prints, and less with every print that is in', () => {
  const counts = fc.integer({ min: 1, max: 120 });
  fc.assert(
    fc.property(
      counts,
      counts,
      fc.double({ min: 0.1, max: 10, noNaN: true }),
      fc.double({ min: 0, max: 1e4, noNaN: true }),
      (a, b, spacing, wait) => {
        const [prints, left] = [Math.max(a, b), Math.min(a, b)];
        const seconds = (left - 1) * spacing + wait;
        const variance = averageVariance(prints, left, spacing, seconds);
        expect(variance).toBeGreaterThanOrEqual(0);
        expect(variance).toBeLessThanOrEqual(seconds * (1 + ROUNDING));
        expect(averageVariance(prints, left - 1, spacing, Math.max(0, seconds - spacing))).toBeLessThanOrEqual(
          variance * (1 + ROUNDING),
        );
      },
    ),
  );
});

it('averages stay in 0…1 and fall in the strike', () => {
  fc.assert(
    fc.property(views, strikes, strikes, fc.integer({ min: 0, max: 60 }), (view, one, other, seen) => {
      const window = { prints: 60, spacing: 1, seen, seenMean: view.price, seenError: 0.1, modelError: 0.2 };
      const above = (strike: number) => averageSettlement(view, window, { kind: 'above', strike, ties: true });
      const [low, high] = [above(Math.min(one, other)), above(Math.max(one, other))];
      expect(low.probability).toBeGreaterThanOrEqual(high.probability - ROUNDING);
      for (const { probability, standardError } of [low, high]) {
        expect(probability >= 0 && probability <= 1 && standardError <= 0.5).toBe(true);
      }
    }),
  );
});
