import { parseUsd, usd, type Usd } from '@pm-arbitrage/core/money/money.js';
import { momentsOf } from '@pm-arbitrage/core/performance/moments.js';
import { wilsonInterval } from '@pm-arbitrage/core/performance/wilson-interval.js';
import type { WeekReport } from './week-report.js';

/** Means over worlds, in dollars, with their standard errors. */
export interface StrategyMeans {
  readonly pnl: number;
  readonly pnlError: number;
  /** What was traded, counted at what it was truly worth at that moment: the luck of outcomes taken out. */
  readonly trueEdge: number;
  readonly trueEdgeError: number;
  /** Trades that were closed, in all worlds. */
  readonly trades: number;
}

/** Several worlds of one kind together. */
export interface StudySummary {
  readonly world: WeekReport['world'];
  readonly worlds: number;
  readonly oracleTrades: number;
  readonly winRate: number | null;
  readonly winRateLow: number;
  readonly winRateHigh: number;
  /** Of all days of all worlds, × √365; null: too little to measure. */
  readonly annualSharpe: number | null;
  /** Mean return of a world, and its standard error over worlds. */
  readonly meanReturn: number;
  readonly returnError: number;
  readonly worstDrawdown: number;
  readonly strategies: Readonly<Record<string, StrategyMeans>>;
}

/** Dollars as a float, for statistics. */
const dollars = (text: string): number => {
  const amount: Usd = text.startsWith('-') ? usd(-parseUsd(text.slice(1))) : parseUsd(text);
  return amount / 1_000_000;
};

/** Puts the worlds of each kind together. Worlds are independent, trades and days of one world are not. */
export function summariseStudy(reports: readonly WeekReport[]): readonly StudySummary[] {
  return (['measured', 'control'] as const).flatMap((world) => {
    const own = reports.filter((report) => report.world === world);
    if (own.length === 0) return [];
    const trades = own.reduce((sum, { oracleTrades }) => sum + oracleTrades.trades, 0);
    const wins = own.reduce((sum, { oracleTrades }) => sum + oracleTrades.wins, 0);
    const { high, low } = wilsonInterval(wins, trades, 0.95);
    const { deviation, mean } = momentsOf(own.flatMap(({ portfolio }) => portfolio.dailyReturns));
    const returns = centre(own.map(({ portfolio }) => portfolio.return));
    const names = [...new Set(own.flatMap(({ leaderboard }) => leaderboard.map(({ strategy }) => strategy)))].sort();
    return {
      world,
      worlds: own.length,
      oracleTrades: trades,
      winRate: trades === 0 ? null : wins / trades,
      winRateLow: low,
      winRateHigh: high,
      annualSharpe: mean === null || deviation === null || deviation === 0 ? null : (mean / deviation) * Math.sqrt(365),
      meanReturn: returns.mean,
      returnError: returns.error,
      worstDrawdown: Math.max(...own.map(({ portfolio }) => portfolio.drawdown)),
      strategies: Object.fromEntries(
        names.map((name): [string, StrategyMeans] => {
          const made = centre(own.map(({ pnl }) => dollars(pnl.byStrategy[name] ?? '0')));
          const edge = centre(own.map(({ pnl }) => dollars(pnl.trueEdge[name] ?? '0')));
          const rows = own.flatMap(({ leaderboard }) => leaderboard.filter(({ strategy }) => strategy === name));
          return [
            name,
            {
              pnl: made.mean,
              pnlError: made.error,
              trueEdge: edge.mean,
              trueEdgeError: edge.error,
              trades: rows.reduce((sum, row) => sum + row.trades, 0),
            },
          ];
        }),
      ),
    };
  });
}

function centre(values: readonly number[]): { readonly mean: number; readonly error: number } {
  const { deviation, mean } = momentsOf(values);
  return { mean: mean ?? 0, error: (deviation ?? 0) / Math.sqrt(values.length) };
}
