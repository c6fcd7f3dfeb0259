import { PerformanceError } from './performance-error.js';
import { requireNumber } from './require-number.js';
import type { SharpeEvidence } from './sharpe-evidence.js';

/** 1 − γ₃SR + (γ₄ − 1)/4·SR²: variance of a Sharpe ratio over one period. Never negative for moments of real data. */
export function sharpeVariance({ sharpe, skewness, kurtosis }: Omit<SharpeEvidence, 'count'>): number {
  requireNumber('sharpe', sharpe);
  requireNumber('skewness', skewness);
  requireNumber('kurtosis', kurtosis, 1);
  return Math.max(0, 1 - skewness * sharpe + ((kurtosis - 1) / 4) * sharpe * sharpe);
}

/**
 * √(variance/(T − 1)) (Lo 2002 for normal returns, Mertens 2002 with skewness and kurtosis).
 * @throws PerformanceError `performance.short` with fewer than two periods
 */
export function sharpeStandardError(evidence: SharpeEvidence): number {
  if (!(requireNumber('count', evidence.count) >= 2)) {
    throw new PerformanceError('performance.short', 'a Sharpe ratio needs two periods or more', { ...evidence });
  }
  return Math.sqrt(sharpeVariance(evidence) / (evidence.count - 1));
}
