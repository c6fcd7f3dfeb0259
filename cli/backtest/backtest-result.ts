import { DAY_MS, dayName, utcDayOf } from '@pm-arbitrage/core/performance/utc-day.js';
import { formatQuantity, formatUsd, sumUsd, type Usd, usd } from '@pm-arbitrage/core/money/money.js';
import { portfolioDays } from '@pm-arbitrage/core/performance/portfolio-days.js';
import { PERIODS_PER_YEAR } from '@pm-arbitrage/core/performance/sharpe-ratio.js';
import { sharpeInterval } from '@pm-arbitrage/core/performance/sharpe-interval.js';
import { executedTrade } from '@pm-arbitrage/core/trial/executed-trade.js';
import type { ProfitOf, TrialReport } from '@pm-arbitrage/core/trial/measure-trial.js';
import type { TrialFacts } from '@pm-arbitrage/core/trial/trial-facts.js';
import type { DataFacts } from './data/data-facts.js';

/** A trade of which something was filled. Money as decimal text, times ISO 8601. */
export interface BacktestTrade {
  readonly id: string;
  readonly strategy: string;
  readonly kind: string;
  readonly state: string;
  readonly requestedAt: string;
  /** Null: still open at the end. */
  readonly closedAt: string | null;
  readonly legs: readonly string[];
  readonly paid: string;
  readonly fees: string;
  /** Null while it is open. */
  readonly pnl: string | null;
  readonly promised: string;
}

/** What a backtest came to. Money as decimal text, times ISO 8601, ratios and shares plain. */
export interface BacktestResult {
  readonly kind: 'backtest';
  readonly data: DataFacts;
  readonly from: string;
  readonly to: string;
  readonly strategies: readonly string[];
  readonly latency: string;
  readonly inputs: number;
  readonly decisions: number;
  /** Of the decision log: the same data, code and configuration give the same. */
  readonly sha256: string;
  readonly bankroll: string;
  /** At cost. */
  readonly equity: string;
  /** Of closed trades, fees in. */
  readonly pnl: string;
  readonly byStrategy: readonly (Omit<ProfitOf, 'pnl' | 'fees' | 'promised'> & {
    readonly pnl: string;
    readonly fees: string;
    readonly promised: string;
  })[];
  readonly open: { readonly trades: number; readonly paid: string; readonly promised: string };
  readonly performance: {
    readonly days: number;
    readonly trades: number;
    readonly winRate: number | null;
    readonly annualSharpe: number | null;
    /** One-sided bounds at 95 %. */
    readonly annualSharpeLow: number | null;
    readonly annualSharpeHigh: number | null;
    /** Probability that the true ratio is above 0. */
    readonly probabilisticSharpe: number | null;
    readonly drawdown: number;
  };
  readonly daily: readonly { readonly day: string; readonly pnl: string; readonly equity: string }[];
  readonly trades: readonly BacktestTrade[];
  /** Our accounts equal the paper venues' to the micro-dollar; what differs if not. */
  readonly differences: readonly string[];
  /** What this does not show, in words. */
  readonly notShown: readonly string[];
}

const CONFIDENCE = 0.95;
const iso = (at: number): string => new Date(at).toISOString();

export interface BacktestFacts {
  readonly report: TrialReport;
  readonly trial: TrialFacts;
  readonly data: DataFacts;
  readonly run: Pick<BacktestResult, 'strategies' | 'latency' | 'inputs' | 'decisions' | 'sha256' | 'differences'>;
}

/** The figures of a backtest from what its database held. Pure. */
export function backtestResult({ report, trial, data, run }: BacktestFacts): BacktestResult {
  const { bankroll, from, portfolio, profit, to } = report;
  const executed = trial.trades.flatMap((history) => {
    const how = executedTrade(history);
    return how === null ? [] : [{ history, how }];
  });
  const open = executed.filter(({ history }) => history.trade.settledAt === null);
  const { days, kurtosis, sharpe, skewness } = portfolio;
  const bounds =
    sharpe === null || skewness === null || kurtosis === null
      ? null
      : sharpeInterval({ sharpe, count: days, skewness, kurtosis }, CONFIDENCE);
  const yearly = Math.sqrt(PERIODS_PER_YEAR.daily);
  const marks = portfolioDays(trial.days.values(), { from: utcDayOf(from), to: utcDayOf(to - 1) + DAY_MS, bankroll });
  const text = (of: readonly Usd[]) => formatUsd(sumUsd(of));
  return {
    kind: 'backtest',
    data,
    from: iso(from),
    to: iso(to),
    ...run,
    bankroll: formatUsd(bankroll),
    equity: formatUsd(report.equity.at(-1)?.equity ?? bankroll),
    pnl: text(profit.strategies.map(({ pnl }) => pnl)),
    byStrategy: profit.strategies.map((of) => ({
      ...of,
      pnl: formatUsd(of.pnl),
      fees: formatUsd(of.fees),
      promised: formatUsd(of.promised),
    })),
    open: {
      trades: open.length,
      paid: text(open.map(({ how }) => how.paid)),
      promised: text(open.map(({ history }) => history.trade.expectedProfit)),
    },
    performance: {
      days,
      trades: executed.length - open.length,
      winRate: portfolio.winRate.rate,
      // Days on which nothing could be earned say nothing.
      annualSharpe: executed.length === open.length ? null : portfolio.annualSharpe,
      annualSharpeLow: bounds === null ? null : bounds.low * yearly,
      annualSharpeHigh: bounds === null ? null : bounds.high * yearly,
      probabilisticSharpe: portfolio.probabilisticSharpe,
      drawdown: portfolio.drawdown.ratio,
    },
    daily: marks.map(({ day, pnl, capital }) => ({
      day: dayName(day),
      pnl: formatUsd(pnl),
      equity: formatUsd(usd(capital + pnl)),
    })),
    trades: executed.map(({ history: { trade, legs }, how }) => ({
      id: trade.id,
      strategy: trade.strategy,
      kind: trade.kind,
      state: trade.state,
      requestedAt: iso(trade.requestedAt),
      closedAt: trade.settledAt === null ? null : iso(trade.settledAt),
      legs: legs.map(({ filled, market, side }) => `${formatQuantity(filled)} ${side} ${market}`),
      paid: formatUsd(how.paid),
      fees: formatUsd(trade.fees),
      pnl: trade.settledAt === null ? null : formatUsd(trade.pnl),
      promised: formatUsd(trade.expectedProfit),
    })),
    notShown: notShown(data, open.length),
  };
}

function notShown({ withoutDepth }: DataFacts, open: number): readonly string[] {
  return [
    ...(withoutDepth
      ? [
          'WITHOUT DEPTH: fills are assumed, not shown. A series holds last prices, no book; nobody offered these contracts at these prices.',
          'A pair of a series is taken for the same question because its maker says so: neither its rules nor its outcome are in the data.',
        ]
      : []),
    ...(open > 0 ? [`${open} trades were still open at the end of the data and count at cost.`] : []),
    'How others would have answered our orders: who sees them may withdraw or outbid. Paper takes what was there and moves nothing.',
    'Orders that fail at a venue, provisional fills that are taken back, withdrawals, halts of a venue.',
    'Answers of a language model, and what persons decided: pairs they would have accepted are missing unless --matches names them.',
  ];
}
