import { addUsd, sumUsd, type Usd } from '../money/money.js';
import { annualisedSharpe } from './annualised-sharpe.js';
import { autocorrelations } from './autocorrelations.js';
import { dailyReturns } from './daily-returns.js';
import type { DayMark } from './day-mark.js';
import { type Drawdown, type EquityMark, maxDrawdown } from './max-drawdown.js';
import { momentsOf } from './moments.js';
import { probabilisticSharpe } from './probabilistic-sharpe.js';
import { profitFactor } from './profit-factor.js';
import { returnOnCapital } from './return-on-capital.js';
import { PERIODS_PER_YEAR, sharpeRatio } from './sharpe-ratio.js';
import { sortinoRatio } from './sortino-ratio.js';
import { turnover } from './turnover.js';
import { type WinRate, winRate } from './win-rate.js';

/** Measures of one history. null: it cannot be measured from this history (docs/fair-value.md lists when). */
export interface Performance {
  readonly days: number;
  readonly pnl: Usd;
  readonly sharpe: number | null;
  /** × √365: daily marks of markets that never close. */
  readonly annualSharpe: number | null;
  /** The same with the autocorrelation of one day taken into account (Lo 2002); null where that leaves a year no variance. */
  readonly annualSharpeLo: number | null;
  readonly sortino: number | null;
  readonly skewness: number | null;
  readonly kurtosis: number | null;
  /** Probability that the true Sharpe ratio is above 0. */
  readonly probabilisticSharpe: number | null;
  readonly drawdown: Drawdown;
  readonly winRate: WinRate;
  readonly profitFactor: number | null;
  readonly roi: number | null;
  readonly turnover: number | null;
}

const DAY_MS = 86_400_000;

/** A few days that swing to and fro measure a correlation below one half, which no year can have: it says nothing. */
function lo(sharpe: number | null, correlations: readonly number[]): number | null {
  const yearly = PERIODS_PER_YEAR.daily;
  const [first = 0] = correlations;
  return yearly + 2 * (yearly - 1) * first > 0 ? annualisedSharpe(sharpe, yearly, correlations) : null;
}

/** Capital of the first day plus all P&L until then: money moved in or out is no gain and no loss. */
function equityOf(days: readonly DayMark[]): readonly EquityMark[] {
  const first = days[0];
  if (first === undefined) return [];
  const marks: EquityMark[] = [{ at: first.day, equity: first.capital }];
  let equity = first.capital;
  for (const { day, pnl } of days) {
    equity = addUsd(equity, pnl);
    marks.push({ at: day + DAY_MS, equity });
  }
  return marks;
}

/**
 * Everything the leaderboard shows of one history of daily marks and closed trades. Returns are simple, per day, on the
 * capital of that day, without a free rate.
 * @param days ascending
 * @param trades P&L of closed trades, fees in
 * @throws PerformanceError
 */
export function measurePerformance(days: readonly DayMark[], trades: readonly Usd[]): Performance {
  const returns = dailyReturns(days);
  const { count, skewness, kurtosis } = momentsOf(returns);
  const sharpe = sharpeRatio(returns);
  const yearly = PERIODS_PER_YEAR.daily;
  return {
    days: count,
    pnl: sumUsd(days.map(({ pnl }) => pnl)),
    sharpe,
    annualSharpe: annualisedSharpe(sharpe, yearly),
    annualSharpeLo: lo(sharpe, autocorrelations(returns, 1)),
    sortino: sortinoRatio(returns),
    skewness,
    kurtosis,
    probabilisticSharpe:
      sharpe === null || skewness === null || kurtosis === null
        ? null
        : probabilisticSharpe({ sharpe, count, skewness, kurtosis }, 0),
    drawdown: maxDrawdown(equityOf(days)),
    winRate: winRate(trades),
    profitFactor: profitFactor(trades),
    roi: returnOnCapital(days),
    turnover: turnover(days),
  };
}
