import type { StrategyRow } from '../../../protocol/strategy-row.js';
import { createContext, use } from 'react';

/** The daily Sharpe ratios between which all intervals are drawn. */
export interface Scale {
  readonly low: number;
  readonly high: number;
}

/** One scale for all rows, with nothing in it, so that intervals can be compared by eye. */
export function scoreScale(rows: readonly Pick<StrategyRow, 'score'>[]): Scale {
  const scores = rows.flatMap(({ score }) => (score === null ? [] : [score]));
  return {
    low: Math.min(0, ...scores.map(({ low }) => low)),
    high: Math.max(0.1, ...scores.map(({ high }) => high)),
  };
}

export const ScoreScale = createContext<Scale>({ low: 0, high: 1 });
export const useScoreScale = (): Scale => use(ScoreScale);
