import { normalCdf } from '../fair-value/numerics/normal-cdf.js';
import { requireNumber } from './require-number.js';
import type { SharpeEvidence } from './sharpe-evidence.js';
import { sharpeStandardError } from './sharpe-standard-error.js';

/**
 * Probability that the true Sharpe ratio exceeds `benchmark`: Φ((SR − SR*)√(T − 1) / √(1 − γ₃SR + (γ₄ − 1)/4·SR²))
 * (Bailey and López de Prado 2012). All per period. Without any standard error it is 0, ½ or 1.
 * @throws PerformanceError
 */
export function probabilisticSharpe(evidence: SharpeEvidence, benchmark: number): number {
  const lead = evidence.sharpe - requireNumber('benchmark', benchmark);
  const error = sharpeStandardError(evidence);
  if (error === 0) return lead === 0 ? 0.5 : lead > 0 ? 1 : 0;
  return normalCdf(lead / error);
}
