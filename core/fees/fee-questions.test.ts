import { describe, expect, it } from 'vitest';
import type { FeeModel } from '../domain/fee-schedule.js';
import { formatUsd, parsePrice, parseQuantity } from '../money/money.js';
import { explainFee } from './explain-fee.js';
import { FeeError } from './fee-error.js';
import { modelAt } from './model-at.js';
import { polymarketCategories, polymarketCategoryFees, polymarketCategoryModel } from './polymarket-category-fees.js';

const kalshi: FeeModel = { kind: 'kalshi', multiplierPpm: 1_000_000, maker: 'standard' };

describe('the model in force', () => {
  const dear: FeeModel = { kind: 'kalshi', multiplierPpm: 2_000_000, maker: 'none' };
  const schedule = [
    { from: 1_000, model: kalshi },
    { from: 2_000, model: dear },
  ];
  it.each([
    [0, kalshi],
    [1_000, kalshi],
    [1_999, kalshi],
    [2_000, dear],
    [9_000, dear],
  ])('at %i is the last whose time has come', (time, expected) => {
    expect(modelAt(schedule, time)).toBe(expected);
  });

  it('is asked of no empty schedule', () => {
    expect(() => modelAt([], 0)).toThrow(FeeError);
  });
});

describe('fees by category', () => {
  it.each([
    ['sports', '2026-07-09T23:59:59Z', 30_000],
    ['sports', '2026-07-10T00:00:00Z', 50_000],
    ['Crypto', '2026-11-01T00:00:00Z', 70_000],
    ['politics', '2026-11-01T00:00:00Z', 40_000],
    ['weather', '2026-11-01T00:00:00Z', 50_000],
    ['general', '2026-11-01T00:00:00Z', 50_000],
    ['geopolitics', '2026-11-01T00:00:00Z', 0],
  ])('%s at %s is %i ppm', (category, date, ratePpm) => {
    expect(polymarketCategoryModel(category, Date.parse(date))).toEqual({ kind: 'polymarket', ratePpm, exponent: 1 });
  });

  it('are not invented for categories or times that nobody published', () => {
    expect(() => polymarketCategoryModel('toString', Date.UTC(2026, 10, 1))).toThrow(/no category/);
    expect(() => polymarketCategoryModel('crypto', Date.UTC(2026, 1, 1))).toThrow(/2026-03-30/);
  });

  it('are listed oldest first for every category', () => {
    for (const category of polymarketCategories) {
      const times = polymarketCategoryFees[category].map((entry) => entry.from);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(times.length).toBeGreaterThan(0);
    }
  });
});

describe('an explanation', () => {
  it('of a Kalshi taker fill names every step', () => {
    const told = explainFee({
      model: kalshi,
      role: 'taker',
      quantity: parseQuantity('1'),
      price: parsePrice('0.52'),
      action: 'buy',
    });
    expect(told.steps.map((step) => [step.name, step.value])).toEqual([
      ['rate', '0.07'],
      ['model fee', '0.017472'],
      ['trade fee', '0.017472'],
      ['rounding fee', '0.000028'],
      ['fee', '0.0175'],
    ]);
    expect(formatUsd(told.balanceChange)).toBe('-0.5375');
    expect(formatUsd(told.notional)).toBe('0.52');
  });

  it('shows the model fee exactly, beyond the micro-dollar', () => {
    const told = explainFee({
      model: { ...kalshi, maker: 'combo' },
      role: 'maker',
      quantity: parseQuantity('50'),
      price: parsePrice('0.1230'),
      action: 'buy',
    });
    expect(told.steps[0]).toEqual({ name: 'rate', formula: 'multiplier × 0.07 × 0.5', value: '0.035' });
    expect(told.steps[1]).toEqual({
      name: 'model fee',
      formula: 'rate × 50 × (0.123 × (1 − 0.123))',
      value: '0.18877425',
    });
    expect(told.fee).toBe(188_800);
  });

  it('of a Polymarket fill says how it was rounded', () => {
    const question = {
      model: { kind: 'polymarket', ratePpm: 70_000, exponent: 1 },
      role: 'taker',
      quantity: parseQuantity('5'),
      price: parsePrice('0.47'),
      action: 'buy',
    } as const;
    expect(explainFee(question).steps.at(-1)?.value).toBe('0.08719');
    expect(explainFee({ ...question, rounding: 'down' }).fee).toBe(87_180);
    expect(explainFee({ ...question, action: 'sell' }).balanceChange).toBe(2_350_000 - 87_190);
    expect(explainFee({ ...question, role: 'maker' })).toMatchObject({ fee: 0, balanceChange: -2_350_000 });
  });
});
