import { normalQuantile } from '../fair-value/numerics/normal-quantile.js';
import { requireNumber } from './require-number.js';

const EULER = 0.577_215_664_901_532_9;

/**
 * The best Sharpe ratio to be expected of N strategies that are worth nothing:
 * √V·[(1 − γ)Φ⁻¹(1 − 1/N) + γΦ⁻¹(1 − 1/(Ne))] (Bailey and López de Prado 2014). 0 for a single one.
 * @param variance of the ratios that were tried, per period
 * @throws PerformanceError
 */
export function expectedBest(trials: number, variance: number): number {
  requireNumber('trials', trials, 1);
  requireNumber('variance', variance, 0);
  if (trials === 1) return 0;
  const best = (1 - EULER) * normalQuantile(1 - 1 / trials) + EULER * normalQuantile(1 - 1 / (trials * Math.E));
  return Math.sqrt(variance) * best;
}
