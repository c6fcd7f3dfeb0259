import { deflatedSharpe } from '../performance/deflated-sharpe.js';
import { expectedBest } from '../performance/expected-best.js';
import { momentsOf } from '../performance/moments.js';
import { probabilisticSharpe } from '../performance/probabilistic-sharpe.js';
import type { SharpeEvidence } from '../performance/sharpe-evidence.js';

/** What the best of many trials proves. Ratios per period. */
export interface LuckOfBest {
  readonly trials: number;
  /** Of the ratios of all trials that have one, over n − 1; 0 with fewer than two. */
  readonly variance: number;
  /** What the best of so many worthless trials shows on average. */
  readonly expectedBest: number;
  /** Probability that the chosen one is truly better than that. */
  readonly deflatedSharpe: number;
  /**
   * How often the best of so many independent worthless trials shows this ratio or a higher one: 1 − Φ(SR/SE)^N. Trials that
   * resemble each other are fewer than they count, so this is the most that it can be.
   */
  readonly byLuck: number;
}

/**
 * Judges the best of several trials by how many were tried (Bailey and López de Prado 2014).
 * @param sharpes ratios of all trials that could be measured, the chosen one among them
 * @param trials all that were tried, those without a ratio too
 * @throws PerformanceError
 */
export function luckOfBest(chosen: SharpeEvidence, sharpes: readonly number[], trials: number): LuckOfBest {
  const { deviation } = momentsOf(sharpes);
  const variance = (deviation ?? 0) ** 2;
  return {
    trials,
    variance,
    expectedBest: expectedBest(trials, variance),
    deflatedSharpe: deflatedSharpe(chosen, trials, variance),
    byLuck: 1 - probabilisticSharpe(chosen, 0) ** trials,
  };
}
