import { expectedBest } from './expected-best.js';
import { probabilisticSharpe } from './probabilistic-sharpe.js';
import type { SharpeEvidence } from './sharpe-evidence.js';

/**
 * Probability that the true Sharpe ratio exceeds what the best of `trials` worthless strategies would show: the
 * probabilistic Sharpe ratio against `expectedBest` (Bailey and López de Prado 2014).
 * @throws PerformanceError
 */
export function deflatedSharpe(evidence: SharpeEvidence, trials: number, variance: number): number {
  return probabilisticSharpe(evidence, expectedBest(trials, variance));
}
