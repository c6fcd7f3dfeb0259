import { normalQuantile } from '../fair-value/numerics/normal-quantile.js';
import { PerformanceError } from './performance-error.js';
import { requireNumber } from './require-number.js';
import type { SharpeEvidence } from './sharpe-evidence.js';
import { sharpeVariance } from './sharpe-standard-error.js';

/**
 * Periods after which a Sharpe ratio like this one is above `benchmark` with the confidence asked for:
 * 1 + [1 − γ₃SR + (γ₄ − 1)/4·SR²]·(z/(SR − SR*))² (Bailey and López de Prado 2012). null when it is not above it now.
 * @throws PerformanceError
 */
export function minTrackRecord(
  evidence: Omit<SharpeEvidence, 'count'>,
  benchmark: number,
  confidence: number,
): number | null {
  if (!(confidence > 0.5 && confidence < 1)) {
    throw new PerformanceError('performance.confidence', `confidence ${confidence} must lie between 0.5 and 1`);
  }
  const lead = evidence.sharpe - requireNumber('benchmark', benchmark);
  if (lead <= 0) return null;
  return 1 + sharpeVariance(evidence) * (normalQuantile(confidence) / lead) ** 2;
}
