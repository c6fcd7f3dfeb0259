import { PerformanceError } from '../performance/performance-error.js';

/** A stretch of time, Unix ms; `to` is not part of it. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** What is chosen on, and what the choice is judged on: later, and with nothing in common. */
export interface Fold {
  readonly past: Stretch;
  readonly next: Stretch;
}

/** Cuts a stretch in two by time: `share` of it is the past. @throws PerformanceError */
export function splitStretch({ from, to }: Stretch, share: number): Fold {
  if (!(share > 0 && share < 1))
    throw new PerformanceError('backtest.split', `a split of ${share} leaves one side empty`);
  const cut = from + Math.round((to - from) * share);
  if (cut <= from || cut >= to) throw tooShort({ from, to }, 2);
  return { past: { from, to: cut }, next: { from: cut, to } };
}

/**
 * Cuts a stretch into one part more than folds: each fold is judged on a part of its own and chosen on everything before it.
 * @throws PerformanceError
 */
export function walkForward({ from, to }: Stretch, folds: number): readonly Fold[] {
  if (!Number.isSafeInteger(folds) || folds < 1)
    throw new PerformanceError('backtest.folds', `${folds} folds: name a whole number of 1 or more`);
  if (to - from < folds + 1) throw tooShort({ from, to }, folds + 1);
  const cut = (part: number) => from + Math.round(((to - from) * part) / (folds + 1));
  return Array.from({ length: folds }, (_, index) => ({
    past: { from, to: cut(index + 1) },
    next: { from: cut(index + 1), to: cut(index + 2) },
  }));
}

const tooShort = ({ from, to }: Stretch, parts: number) =>
  new PerformanceError('backtest.short', `${to - from} ms cannot be cut into ${parts} parts; take more data`);
