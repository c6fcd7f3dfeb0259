import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measurePerformance } from '../performance/measure-performance.js';
import { usd } from '../money/money.js';
import { meanRow, overall, shareRow, sharpeRow, worstRow } from './verdict.js';

const DAY_MS = 86_400_000;

describe('a target', () => {
  it.each([
    ['met beyond luck', 900, 1_000, 'go'],
    ['met, but it could be luck', 560, 1_000, 'open'],
    ['met by few trades, however well', 60, 60, 'open'],
    ['missed', 540, 1_000, 'no-go'],
    ['without any trade', 0, 0, 'open'],
  ] as const)('of a share is %s', (_words, hits, count, judgement) => {
    expect(shareRow('wins', { atLeast: 0.55 }, hits, count).judgement).toBe(judgement);
  });

  it('from above is judged by its upper bound', () => {
    expect(shareRow('one-sided', { atMost: 0.05 }, 0, 50).judgement).toBe('open');
    expect(shareRow('one-sided', { atMost: 0.05 }, 1, 1_000).judgement).toBe('go');
    expect(shareRow('one-sided', { atMost: 0.05 }, 60, 1_000).judgement).toBe('no-go');
  });

  it('of a mean tells its bounds from the spread of its values', () => {
    const row = meanRow(
      'time',
      { atMost: 1_000 },
      Array.from({ length: 400 }, (_, index) => 90 + (index % 2) * 20),
    );
    expect(row).toMatchObject({ value: 100, count: 400, judgement: 'go' });
    expect(row.high).toBeCloseTo(100 + (1.96 * 10.0125) / 20, 3);
    expect(meanRow('time', { atMost: 1_000 }, []).judgement).toBe('open');
    expect(meanRow('time', { atMost: 1_000 }, [2_000]).judgement).toBe('no-go');
  });

  it('of the Sharpe ratio rests on days: seven good ones prove nothing', () => {
    const days = (returns: readonly number[]) =>
      returns.map((value, index) => ({
        day: index * DAY_MS,
        capital: usd(1_000_000_000),
        pnl: usd(Math.round(value * 1e9)),
        traded: usd(0),
      }));
    const week = sharpeRow(
      'Sharpe',
      { atLeast: 1.5 },
      measurePerformance(days([0.01, 0.002, -0.006, 0.004, 0.008, -0.004, 0.003]), []),
    );
    expect(week.value).toBeGreaterThan(1.5);
    expect(week.judgement).toBe('open');
    const year = Array.from({ length: 400 }, (_, index) => (index % 3 === 0 ? -0.004 : 0.01));
    expect(sharpeRow('Sharpe', { atLeast: 1.5 }, measurePerformance(days(year), [])).judgement).toBe('go');
  });

  it('that bounds a worst case has no bounds of its own', () => {
    expect(worstRow('drawdown', { atMost: 0.2 }, 0.19, 7).judgement).toBe('go');
    expect(worstRow('drawdown', { atMost: 0.2 }, 0.21, 7).judgement).toBe('no-go');
  });

  it('never turns from met to missed as wins are added', () => {
    const order = ['no-go', 'open', 'go'];
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 0, max: 399 }), (count, some) => {
        const hits = Math.min(some, count - 1);
        const judged = (wins: number) => order.indexOf(shareRow('wins', { atLeast: 0.55 }, wins, count).judgement);
        return judged(hits + 1) >= judged(hits);
      }),
    );
  });
});

it('one missed target is a no-go, one that is not proven leaves the whole open', () => {
  const met = worstRow('a', { atMost: 1 }, 0, 1);
  const missed = worstRow('b', { atMost: 1 }, 2, 1);
  const unproven = shareRow('c', { atLeast: 0.5 }, 0, 0);
  expect(overall([met, met])).toBe('go');
  expect(overall([met, unproven])).toBe('open');
  expect(overall([met, unproven, missed])).toBe('no-go');
});
