import type { Stretch } from '@pm-arbitrage/core/backtest/stretch.js';
import { splitStretch, walkForward } from '@pm-arbitrage/core/backtest/stretch.js';
import { judgeFold, type JudgedFold } from '@pm-arbitrage/core/backtest/judge-sweep.js';
import { periodName, periodOf } from '@pm-arbitrage/core/backtest/period-of.js';
import type { StretchScore } from '@pm-arbitrage/core/backtest/score-stretch.js';
import { formatUsd, sumUsd } from '@pm-arbitrage/core/money/money.js';
import type { BacktestResult } from '../backtest-result.js';
import type { TrialOutcome } from './trial-message.js';

/** A trial as a stretch showed it. Ratios per period, money as decimal text. */
export interface SweepScore {
  readonly trades: number;
  readonly pnl: string;
  readonly sharpe: number | null;
}

/** A choice on the past and what came of it. Times ISO 8601. */
export interface SweepFold {
  readonly past: readonly [from: string, to: string];
  readonly next: readonly [from: string, to: string];
  readonly trials: readonly { readonly name: string; readonly past: SweepScore; readonly next: SweepScore }[];
  /** Null: no trial closed trades enough to choose by. */
  readonly chosen: string | null;
  /** What the number of trials leaves of the best, in words. */
  readonly warning: string;
  readonly luck: JudgedFold['luck'];
}

/** What a sweep came to. */
export interface SweepResult {
  readonly kind: 'sweep';
  readonly data: BacktestResult['data'];
  readonly trials: number;
  /** Returns are of so long each. */
  readonly period: string;
  readonly folds: readonly SweepFold[];
  /** What the choices of all folds earned on the stretches that they did not know, together. */
  readonly outOfSample: { readonly trades: number; readonly pnl: string };
  readonly decisionLogs: Readonly<Record<string, string>>;
}

export type Cut = { readonly split: number } | { readonly folds: number };

/** Judges the outcomes of a sweep. Pure. @throws PerformanceError when the data is too short to be cut */
export function sweepResult(names: readonly string[], outcomes: readonly TrialOutcome[], cut: Cut): SweepResult {
  const [first] = outcomes;
  if (first === undefined) throw new Error('a sweep has at least one trial');
  const span: Stretch = { from: first.from, to: Math.max(...outcomes.map(({ to }) => to)) };
  const folds = 'split' in cut ? [splitStretch(span, cut.split)] : walkForward(span, cut.folds);
  const shortest = folds.reduce(
    (least, { next, past }) => Math.min(least, next.to - next.from, past.to - past.from),
    span.to - span.from,
  );
  const periodMs = periodOf({ from: 0, to: shortest });
  const trials = outcomes.map(({ trades }, index) => ({ name: names[index] ?? '', trades }));
  const judged = folds.map((fold) => judgeFold(trials, fold, { bankroll: first.bankroll, periodMs }));
  const later = judged.flatMap(({ chosen }) => (chosen === null ? [] : [chosen.next]));
  return {
    kind: 'sweep',
    data: first.data,
    trials: trials.length,
    period: periodName(periodMs),
    folds: judged.map((fold) => ({
      past: isoOf(fold.past),
      next: isoOf(fold.next),
      trials: fold.rows.map(({ name, next, past }) => ({ name, past: scoreOf(past), next: scoreOf(next) })),
      chosen: fold.chosen?.name ?? null,
      warning: warningOf(fold),
      luck: fold.luck,
    })),
    outOfSample: {
      trades: later.reduce((sum, { trades }) => sum + trades, 0),
      pnl: formatUsd(sumUsd(later.map(({ pnl }) => pnl))),
    },
    decisionLogs: Object.fromEntries(outcomes.map(({ sha256 }, index) => [names[index] ?? '', sha256])),
  };
}

const scoreOf = ({ pnl, sharpe, trades }: StretchScore): SweepScore => ({ trades, pnl: formatUsd(pnl), sharpe });
const isoOf = ({ from, to }: Stretch): readonly [string, string] => [
  new Date(from).toISOString(),
  new Date(to).toISOString(),
];

const percent = (share: number): string => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;

function warningOf({ chosen, luck, rows }: JudgedFold): string {
  if (chosen === null)
    return `None of ${rows.length} trials closed trades enough to have a Sharpe ratio: nothing can be chosen.`;
  if (luck === null)
    return `The best of ${rows.length} trials has a Sharpe ratio without any spread: it proves nothing.`;
  const { byLuck, deflatedSharpe, expectedBest, trials } = luck;
  const sharpe = (chosen.past.sharpe ?? 0).toFixed(3);
  if (trials === 1)
    return `One trial: luck alone shows a Sharpe ratio of ${sharpe} or more ${percent(byLuck)} of the time.`;
  return `Best of ${trials} trials: luck alone gives the best of so many a Sharpe ratio of ${sharpe} or more up to ${percent(byLuck)} of the time, and ${expectedBest.toFixed(3)} on average. That this one is truly better than the luckiest: ${percent(deflatedSharpe)}.`;
}
