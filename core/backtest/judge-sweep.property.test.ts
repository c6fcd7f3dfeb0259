import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sumUsd, usd } from '../money/money.js';
import { judgeFold, type SweepTrial } from './judge-sweep.js';
import { luckOfBest } from './luck-of-best.js';
import { periodOf } from './period-of.js';
import { type ScoredTrade, scoreStretch } from './score-stretch.js';
import { splitStretch, walkForward } from './stretch.js';

const FROM = Date.UTC(2026, 10, 1);
const LENGTH = 40 * 3_600_000;
const span = { from: FROM, to: FROM + LENGTH };
const terms = { bankroll: usd(2_000_000_000), periodMs: 3_600_000 };

const trade: fc.Arbitrary<ScoredTrade> = fc
  .record({
    start: fc.integer({ min: 0, max: LENGTH - 1 }),
    life: fc.option(fc.integer({ min: 0, max: LENGTH }), { nil: null }),
    pnl: fc.integer({ min: -50_000_000, max: 50_000_000 }),
  })
  .map(({ start, life, pnl }) => ({
    requestedAt: FROM + start,
    closedAt: life === null ? null : FROM + start + life,
    pnl: usd(pnl),
  }));
const trials: fc.Arbitrary<readonly SweepTrial[]> = fc
  .array(fc.array(trade, { maxLength: 30 }), { minLength: 1, maxLength: 8 })
  .map((all) => all.map((trades, index) => ({ name: `trial ${index}`, trades })));

describe('folds', () => {
  it('judge on what comes after everything that was chosen on, and leave nothing out at the cuts', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 31, max: 10 ** 10 }), (count, length) => {
        const folds = walkForward({ from: FROM, to: FROM + length }, count);
        expect(folds).toHaveLength(count);
        let end = folds[0]?.past.to;
        for (const { past, next } of folds) {
          expect(past).toEqual({ from: FROM, to: next.from });
          expect(next.from).toBe(end);
          expect(next.to).toBeGreaterThan(next.from);
          end = next.to;
        }
        expect(end).toBe(FROM + length);
      }),
    );
  });

  it('cut a stretch in two where the share says', () => {
    expect(splitStretch({ from: 1_000, to: 2_000 }, 0.7)).toEqual({
      past: { from: 1_000, to: 1_700 },
      next: { from: 1_700, to: 2_000 },
    });
    expect(() => splitStretch(span, 1)).toThrow(/leaves one side empty/);
    expect(() => splitStretch({ from: 0, to: 1 }, 0.5)).toThrow(/take more data/);
    expect(() => walkForward(span, 0)).toThrow(/whole number/);
  });
});

describe('the score of a stretch', () => {
  it('counts a trade on one side of a cut at most, and all of those that do not reach across', () => {
    fc.assert(
      fc.property(fc.array(trade), fc.double({ min: 0.1, max: 0.9, noNaN: true }), (trades, share) => {
        const { past, next } = splitStretch(span, share);
        const [before, after] = [scoreStretch(trades, past, terms), scoreStretch(trades, next, terms)];
        const within = trades.filter(
          ({ requestedAt, closedAt }) =>
            closedAt !== null && closedAt < span.to && (closedAt < next.from || requestedAt >= next.from),
        );
        expect(before.trades + after.trades).toBe(within.length);
        expect(before.pnl + after.pnl).toBe(sumUsd(within.map(({ pnl }) => pnl)));
      }),
    );
  });

  it('of the past does not know what is asked for or paid after it', () => {
    fc.assert(
      fc.property(fc.array(trade), fc.array(trade), (trades, later) => {
        const { past } = splitStretch(span, 0.5);
        const future = later.map((one) => ({ ...one, closedAt: past.to + 1 }));
        expect(scoreStretch([...trades, ...future], past, terms)).toEqual(scoreStretch(trades, past, terms));
      }),
    );
  });

  it('is of days where there are twenty, of shorter periods otherwise', () => {
    expect(periodOf({ from: 0, to: 20 * 86_400_000 })).toBe(86_400_000);
    expect(periodOf({ from: 0, to: 19 * 86_400_000 })).toBe(3_600_000);
    expect(periodOf({ from: 0, to: 900_000 })).toBe(10_000);
  });
});

describe('the choice', () => {
  it('is the best of the past, whatever the next stretch holds', () => {
    fc.assert(
      fc.property(trials, (all) => {
        const fold = splitStretch(span, 0.6);
        const judged = judgeFold(all, fold, terms);
        const best = Math.max(...judged.rows.map(({ past }) => past.sharpe ?? Number.NEGATIVE_INFINITY));
        expect(judged.chosen?.past.sharpe ?? Number.NEGATIVE_INFINITY).toBe(best);
        const cleared = all.map(({ name, trades }) => ({
          name,
          trades: trades.filter(({ closedAt }) => closedAt !== null && closedAt < fold.next.from),
        }));
        expect(judgeFold(cleared, fold, terms).chosen?.name).toBe(judged.chosen?.name);
      }),
    );
  });
});

describe('luck', () => {
  const evidence = fc.record({
    sharpe: fc.double({ min: 0.01, max: 1, noNaN: true }),
    count: fc.integer({ min: 5, max: 500 }),
    skewness: fc.double({ min: -0.5, max: 0.5, noNaN: true }),
    kurtosis: fc.double({ min: 2, max: 10, noNaN: true }),
  });

  it('explains more the more was tried, and a deflated ratio never promises more than a plain one', () => {
    fc.assert(
      fc.property(
        evidence,
        fc.integer({ min: 1, max: 200 }),
        fc.array(fc.double({ min: -1, max: 1, noNaN: true })),
        (of, n, others) => {
          const few = luckOfBest(of, [of.sharpe, ...others], n);
          const many = luckOfBest(of, [of.sharpe, ...others], n + 1);
          expect(many.byLuck).toBeGreaterThanOrEqual(few.byLuck);
          expect(many.deflatedSharpe).toBeLessThanOrEqual(few.deflatedSharpe + 1e-12);
          expect(few.byLuck).toBeGreaterThanOrEqual(0);
          expect(few.byLuck).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('of one trial is the plain test, of twenty-seven the worked example', () => {
    const of = { sharpe: 0.2, count: 101, skewness: 0, kurtosis: 3 };
    const one = luckOfBest(of, [0.2], 1);
    // SE = √(1.02/100)… Φ(0.2/0.100995) = 0.97616.
    expect(one.byLuck).toBeCloseTo(1 - 0.976_16, 4);
    expect(one.deflatedSharpe).toBeCloseTo(0.976_16, 4);
    expect(one.expectedBest).toBe(0);
    expect(luckOfBest(of, [0.2, 0.1, -0.1], 27).byLuck).toBeCloseTo(1 - 0.976_16 ** 27, 3);
  });
});
