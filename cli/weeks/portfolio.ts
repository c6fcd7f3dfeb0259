import { addUsd, formatUsd, sumUsd, type Usd } from '@pm-arbitrage/core/money/money.js';
import { dailyReturns } from '@pm-arbitrage/core/performance/daily-returns.js';
import type { DayMark } from '@pm-arbitrage/core/performance/day-mark.js';
import { measurePerformance } from '@pm-arbitrage/core/performance/measure-performance.js';
import { portfolioDays } from '@pm-arbitrage/core/performance/portfolio-days.js';
import { DAY_MS } from '@pm-arbitrage/core/performance/utc-day.js';

export interface PortfolioMeasures {
  readonly equity: string;
  /** Of the whole time, a share of the bankroll. */
  readonly return: number;
  /** Of a day, and of a year of 365 of them; null: too little to measure. */
  readonly dailySharpe: number | null;
  readonly annualSharpe: number | null;
  /** Of each day, a share of the equity it began with. */
  readonly dailyReturns: readonly number[];
  /** Largest share of a high that was lost, by daily marks. */
  readonly drawdown: number;
}

/** All strategies together, on the whole bankroll: what its owner sees. P&L counts on the day on which a trade is closed. */
export function portfolioOf(
  strategies: readonly (readonly DayMark[])[],
  { from, days, bankroll }: { readonly from: number; readonly days: number; readonly bankroll: Usd },
): PortfolioMeasures {
  const marks = portfolioDays(strategies, { from, to: from + days * DAY_MS, bankroll });
  const capital = addUsd(bankroll, sumUsd(marks.map(({ pnl }) => pnl)));
  const { annualSharpe, drawdown, sharpe } = measurePerformance(marks, []);
  return {
    equity: formatUsd(capital),
    return: (capital - bankroll) / bankroll,
    dailySharpe: sharpe,
    annualSharpe,
    dailyReturns: dailyReturns(marks),
    drawdown: drawdown.ratio,
  };
}
