import { describe, expect, it } from 'vitest';
import { marketId } from '../domain/platform.js';
import { type Price, quantity } from '../money/money.js';
import { annualisedRoi } from './annualised-roi.js';
import { commonLot } from './common-lot.js';
import { coverId } from './cover-id.js';
import { limitOnGrid } from './limit-on-grid.js';

const a = { market: marketId('kalshi', 'A'), side: 'yes' } as const;
const b = { market: marketId('polymarket', 'B'), side: 'no' } as const;

describe('the id of a cover', () => {
  it('depends on kind, markets and sides and not on their order', () => {
    expect(coverId('cross-venue', [a, b])).toBe(coverId('cross-venue', [b, a]));
    expect(coverId('cross-venue', [a, b])).not.toBe(coverId('exclusive-yes', [a, b]));
    expect(coverId('cross-venue', [a, b])).not.toBe(coverId('cross-venue', [{ ...a, side: 'no' }, b]));
  });

  it('is the same in every run', () => {
    expect(coverId('cross-venue', [a, b])).toBe('cross-venue:7aa8eae992579e079aaa');
  });
});

describe('the return per year', () => {
  it('is the return divided by the years of locked capital', () => {
    expect(annualisedRoi(0.02, 0, 73 * 86_400_000)).toBeCloseTo(0.1, 12);
  });

  it('stays finite for covers that resolve now or should have', () => {
    expect(annualisedRoi(0.01, 1_000, 1_000)).toBe(annualisedRoi(0.01, 9_000_000, 1_000));
    expect(annualisedRoi(0.01, 1_000, 1_000)).toBeCloseTo(87.6, 9);
  });
});

describe('the common lot', () => {
  it.each([
    [[10_000, 10_000], 10_000],
    [[10_000, 1_000_000], 1_000_000],
    [[20_000, 30_000, 50_000], 300_000],
  ])('of %j is %i', (lots, expected) => {
    expect(commonLot(lots.map(quantity))).toBe(expected);
  });
});

describe('an order price that reaches a level', () => {
  const tapered = [
    { start: 0, end: 1_000, step: 10 },
    { start: 1_000, end: 9_000, step: 100 },
    { start: 9_000, end: 10_000, step: 10 },
  ] as unknown as Parameters<typeof limitOnGrid>[2];
  it.each([
    [4_500, 'yes', 4_500],
    [4_510, 'yes', 4_600],
    [4_510, 'no', 4_600],
    [995, 'yes', 1_000],
    [9_005, 'yes', 9_010],
    [9_005, 'no', 9_010],
    [1, 'yes', 10],
    [9_995, 'yes', null],
    [9_995, 'no', null],
    [9_990, 'no', 9_990],
  ] as const)('at %i of %s is %s', (worst, side, expected) => {
    expect(limitOnGrid(worst as Price, side, tapered)).toBe(expected);
  });
});
