import { PerformanceError } from './performance-error.js';
import { requireNumber } from './require-number.js';

/**
 * Factor that turns a Sharpe ratio per period into one per `periods` (a year of daily marks: 365):
 * η = q/√(q + 2Σ(q − k)ρₖ), √q without autocorrelation (Lo 2002).
 * @param autocorrelations ρ₁, ρ₂…; those that are not given are taken as 0
 * @throws PerformanceError `performance.autocorrelation` when they cannot be those of any series
 */
export function annualisingFactor(periods: number, autocorrelations: readonly number[] = []): number {
  requireNumber('periods', periods, 1);
  let sum = periods;
  autocorrelations.forEach((correlation, index) => {
    const lag = index + 1;
    if (lag < periods) sum += 2 * (periods - lag) * requireNumber('autocorrelation', correlation, -1);
  });
  if (sum <= 0) {
    throw new PerformanceError('performance.autocorrelation', 'these autocorrelations leave a year without variance', {
      autocorrelations,
    });
  }
  return periods / Math.sqrt(sum);
}

/** The Sharpe ratio of a year from the one of a period. null stays null. @throws PerformanceError */
export function annualisedSharpe(
  perPeriod: number | null,
  periods: number,
  autocorrelations: readonly number[] = [],
): number | null {
  return perPeriod === null ? null : perPeriod * annualisingFactor(periods, autocorrelations);
}
