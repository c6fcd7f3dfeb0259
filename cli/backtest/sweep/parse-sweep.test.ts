import { usd } from '@pm-arbitrage/core/money/money.js';
import { describe, expect, it } from 'vitest';
import { combinations, parseSweptKey } from './parse-sweep.js';
import { sweepResult } from './sweep-result.js';
import type { TrialOutcome } from './trial-message.js';

describe('a sweep', () => {
  it('tries every combination once, each under its own name', () => {
    const all = combinations([parseSweptKey('risk.perMarket=0.05,0.1'), parseSweptKey('trading.inPlay=true,false')]);
    expect(all.map(({ name }) => name)).toEqual([
      'risk.perMarket=0.05 trading.inPlay=true',
      'risk.perMarket=0.05 trading.inPlay=false',
      'risk.perMarket=0.1 trading.inPlay=true',
      'risk.perMarket=0.1 trading.inPlay=false',
    ]);
    expect(all[3]?.overrides.map(({ path, value }) => [path, value])).toEqual([
      [['risk', 'perMarket'], 0.1],
      [['trading', 'inPlay'], false],
    ]);
  });

  it('says what is wrong with it', () => {
    expect(() => parseSweptKey('risk=1')).toThrow(/write key=value,value/);
    expect(() => combinations([parseSweptKey('a.b=1,2'), parseSweptKey('a.b=3')])).toThrow(/swept twice/);
    const many = `a.b=${Array.from({ length: 40 }, (_, index) => index).join(',')}`;
    expect(() => combinations([parseSweptKey(many), parseSweptKey(many.replace('a.b', 'a.c'))])).toThrow(
      /at most 1000/,
    );
  });
});

describe('what a sweep came to', () => {
  const HOUR = 3_600_000;
  const outcome = (pnls: readonly number[]): TrialOutcome => ({
    from: 0,
    to: 100 * HOUR,
    bankroll: usd(1_000_000_000),
    trades: pnls.map((pnl, index) => ({ requestedAt: index * HOUR, closedAt: index * HOUR + 1, pnl: usd(pnl * 1e6) })),
    data: { sources: [], warnings: [], withoutDepth: false },
    sha256: 'x',
  });
  const steady = outcome(Array.from({ length: 100 }, (_, index) => (index % 3 === 0 ? -1 : 2)));
  // Wins until the cut, loses ever after.
  const lucky = outcome(Array.from({ length: 100 }, (_, index) => (index < 70 ? 3 + (index % 2) : -5)));

  it('is chosen by the past, shown on the rest, and warned of by the number of trials', () => {
    const { folds, outOfSample, period } = sweepResult(['steady', 'lucky'], [steady, lucky], { split: 0.7 });
    expect(period).toBe('hour');
    expect(folds[0]?.chosen).toBe('lucky');
    expect(outOfSample).toEqual({ trades: 30, pnl: '-150.00' });
    expect(folds[0]?.warning).toMatch(/^Best of 2 trials: luck alone gives the best of so many a Sharpe ratio of \d/);
  });

  it('walks forward, each choice judged on what follows it', () => {
    const { folds } = sweepResult(['steady', 'lucky'], [steady, lucky], { folds: 4 });
    expect(folds.map(({ chosen }) => chosen)).toEqual(['lucky', 'lucky', 'lucky', 'lucky']);
    expect(folds.map(({ trials }) => trials[1]?.next.trades)).toEqual([20, 20, 20, 20]);
    expect(folds[3]?.trials[1]?.next.pnl).toBe('-100.00');
  });

  it('chooses nothing where nothing was closed', () => {
    const { folds, outOfSample } = sweepResult(['none'], [outcome([])], { split: 0.5 });
    expect([folds[0]?.chosen, folds[0]?.luck, outOfSample.pnl]).toEqual([null, null, '0.00']);
    expect(folds[0]?.warning).toMatch(/nothing can be chosen/);
  });
});
