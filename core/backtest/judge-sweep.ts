import type { Usd } from '../money/money.js';
import { type LuckOfBest, luckOfBest } from './luck-of-best.js';
import { type ScoredTrade, scoreStretch, type StretchScore } from './score-stretch.js';
import type { Fold } from './stretch.js';

/** One run of a sweep over the whole time. */
export interface SweepTrial {
  readonly name: string;
  readonly trades: readonly ScoredTrade[];
}

/** What one trial earned on either side of a cut. */
export interface FoldRow {
  readonly name: string;
  readonly past: StretchScore;
  readonly next: StretchScore;
}

/** A choice made on the past, and what came of it. */
export interface JudgedFold extends Fold {
  readonly rows: readonly FoldRow[];
  /** The highest Sharpe ratio of the past; null where no trial has one. */
  readonly chosen: FoldRow | null;
  /** Null where the chosen one has no evidence. */
  readonly luck: LuckOfBest | null;
}

/** Chooses by the past alone and shows what the next stretch made of every trial. Pure. @throws PerformanceError */
export function judgeFold(
  trials: readonly SweepTrial[],
  fold: Fold,
  terms: { readonly bankroll: Usd; readonly periodMs: number },
): JudgedFold {
  const rows = trials.map(({ name, trades }) => ({
    name,
    past: scoreStretch(trades, fold.past, terms),
    next: scoreStretch(trades, fold.next, terms),
  }));
  const measured = rows.filter(({ past }) => past.sharpe !== null);
  const [chosen = null] = measured.toSorted(
    (a, b) => (b.past.sharpe ?? 0) - (a.past.sharpe ?? 0) || b.past.pnl - a.past.pnl,
  );
  const sharpes = measured.map(({ past }) => past.sharpe as number);
  const evidence = chosen?.past.evidence ?? null;
  return { ...fold, rows, chosen, luck: evidence === null ? null : luckOfBest(evidence, sharpes, trials.length) };
}
