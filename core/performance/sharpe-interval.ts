import { normalQuantile } from '../fair-value/numerics/normal-quantile.js';
import { PerformanceError } from './performance-error.js';
import type { SharpeEvidence } from './sharpe-evidence.js';
import { sharpeStandardError } from './sharpe-standard-error.js';

export interface SharpeInterval {
  readonly standardError: number;
  /** With probability `confidence` the true ratio is above it; per period. */
  readonly low: number;
  /** With probability `confidence` it is below. */
  readonly high: number;
}

/** One-sided confidence bounds of a Sharpe ratio: SR ∓ z·SE. @throws PerformanceError */
export function sharpeInterval(evidence: SharpeEvidence, confidence: number): SharpeInterval {
  if (!(confidence > 0.5 && confidence < 1)) {
    throw new PerformanceError('performance.confidence', `confidence ${confidence} must lie between 0.5 and 1`);
  }
  const standardError = sharpeStandardError(evidence);
  const width = normalQuantile(confidence) * standardError;
  return { standardError, low: evidence.sharpe - width, high: evidence.sharpe + width };
}
