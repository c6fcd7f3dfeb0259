import { mean, sampleStandardDeviation, standardDeviation, sumNthPowerDeviations } from 'simple-statistics';
import { requireNumber } from './require-number.js';

/** Shape of a history of returns, one a period. */
export interface Moments {
  readonly count: number;
  /** null without periods. */
  readonly mean: number | null;
  /** Over n − 1; null with fewer than two periods. 0 when all returns are equal but for rounding. */
  readonly deviation: number | null;
  /** Over n, as the moments below are; null without periods. */
  readonly populationDeviation: number | null;
  /** Σ(r − mean)³/n ÷ deviation³ over n; null without deviation. */
  readonly skewness: number | null;
  /** Σ(r − mean)⁴/n ÷ deviation⁴ over n, 3 for a normal law; null without deviation. */
  readonly kurtosis: number | null;
}

/** A deviation this small beside the returns themselves is what summing leaves of equal numbers. */
const ROUNDING = 1e-12;

/** @throws PerformanceError when a return is no finite number */
export function momentsOf(returns: readonly number[]): Moments {
  const list = returns.map((value) => requireNumber('return', value));
  const count = list.length;
  if (count === 0) {
    return { count, mean: null, deviation: null, populationDeviation: null, skewness: null, kurtosis: null };
  }
  const largest = list.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  // Relative to the largest one, so that powers of tiny returns do not vanish.
  const scaled = largest === 0 ? list : list.map((value) => value / largest);
  const centre = mean(scaled) * largest;
  const spread = standardDeviation(scaled);
  if (spread <= ROUNDING) {
    const deviation = count < 2 ? null : 0;
    return {
      count,
      mean: centre,
      deviation,
      populationDeviation: 0,
      skewness: null,
      kurtosis: null,
    };
  }
  return {
    count,
    mean: centre,
    deviation: sampleStandardDeviation(scaled) * largest,
    populationDeviation: spread * largest,
    skewness: sumNthPowerDeviations(scaled, 3) / count / spread ** 3,
    // No law has less than 1; two equal values a rounding below it have it.
    kurtosis: Math.max(1, sumNthPowerDeviations(scaled, 4) / count / spread ** 4),
  };
}
