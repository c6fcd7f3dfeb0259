import { expect, it } from 'vitest';
import { usd } from '../money/money.js';
import { measurePerformance, type Performance } from './measure-performance.js';

const DAY = 86_400_000;
const history = (pnls: readonly number[], capital = 1_000_000) =>
  pnls.map((pnl, index) => ({ day: index * DAY, capital: usd(capital), pnl: usd(pnl), traded: usd(2 * capital) }));
const measure = (pnls: readonly number[], capital?: number) =>
  measurePerformance(history(pnls, capital), pnls.map(usd));

/** The table of docs/fair-value.md. */
const degenerate: readonly (readonly [string, Performance, Partial<Performance>])[] = [
  [
    'no day',
    measure([]),
    {
      days: 0,
      sharpe: null,
      sortino: null,
      skewness: null,
      probabilisticSharpe: null,
      profitFactor: null,
      roi: null,
      turnover: null,
    },
  ],
  [
    'one day',
    measure([10_000]),
    { days: 1, sharpe: null, sortino: null, kurtosis: null, probabilisticSharpe: null, profitFactor: null, roi: 0.01 },
  ],
  [
    'days without P&L',
    measure([0, 0, 0]),
    { sharpe: 0, annualSharpe: 0, sortino: 0, skewness: null, probabilisticSharpe: null, profitFactor: null, roi: 0 },
  ],
  [
    'the same gain every day',
    measure([10_000, 10_000, 10_000]),
    { sharpe: null, annualSharpe: null, sortino: null, kurtosis: null, probabilisticSharpe: null, profitFactor: null },
  ],
  [
    'the same loss every day',
    measure([-10_000, -10_000]),
    { sharpe: null, sortino: -1, probabilisticSharpe: null, profitFactor: 0, roi: -0.02 },
  ],
  ['no capital', measure([5, -5], 0), { days: 0, sharpe: null, roi: null, turnover: null }],
];

it.each(degenerate)('has defined answers for %s', (_, performance, wanted) => {
  expect(performance).toMatchObject(wanted);
});

it('sees through a single huge win', () => {
  const lucky = measure([0, 0, 0, 0, 0, 0, 700_000]);
  // Seven times 1/7: mean 0.1, deviation 0.2646 over n − 1.
  expect(lucky.sharpe).toBeCloseTo(1 / Math.sqrt(7), 12);
  expect(lucky.skewness).toBeCloseTo(2.0412, 4);
  expect(lucky.kurtosis).toBeCloseTo(5.1667, 4);
  expect(lucky.sortino).toBeNull();
  expect(lucky.winRate).toMatchObject({ trades: 7, wins: 1 });
});

it('measures losses all the way', () => {
  const loser = measure([-10_000, -30_000, -20_000]);
  expect(loser.sharpe).toBeCloseTo(-2, 12);
  expect(loser.probabilisticSharpe).toBeLessThan(0.05);
  expect(loser.drawdown).toEqual({ amount: 60_000, ratio: 0.06, durationMs: 3 * DAY });
  expect(loser).toMatchObject({ profitFactor: 0, winRate: { wins: 0, rate: 0, low: 0 } });
  expect(loser.roi).toBeCloseTo(-0.06, 12);
});

it('turns capital over by what is traded', () => {
  expect(measure([1, 2, 3]).turnover).toBe(2);
});

it('counts money moved in as no gain', () => {
  const days = history([10_000, 20_000]).map((day, index) => ({ ...day, capital: usd(1_000_000 * (index + 1)) }));
  const { drawdown, roi, pnl } = measurePerformance(days, []);
  expect(drawdown.amount).toBe(0);
  expect(pnl).toBe(30_000);
  expect(roi).toBeCloseTo(0.02, 12);
});

it('says nothing of a year by days that swing to and fro more than any year can', () => {
  const swinging = measure([30_000, -20_000, 30_000, -20_000, 30_000, -20_000, 30_000]);
  expect(swinging.sharpe).toBeGreaterThan(0);
  expect(swinging.annualSharpe).toBeGreaterThan(0);
  expect(swinging.annualSharpeLo).toBeNull();
});
