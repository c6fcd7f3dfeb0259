import { momentsOf } from './moments.js';

/**
 * ρ₁…ρ of `lags`, each Σ(rₜ − m)(rₜ₋ₖ − m) over the whole sum of squares, so that every estimate is within ±1. Zeros where
 * nothing varies or the history is too short for a lag.
 * @throws PerformanceError
 */
export function autocorrelations(returns: readonly number[], lags: number): readonly number[] {
  const { count, mean, populationDeviation } = momentsOf(returns);
  const squares = count * (populationDeviation ?? 0) ** 2;
  return Array.from({ length: lags }, (_, index) => {
    if (mean === null || squares === 0) return 0;
    let sum = 0;
    for (let at = index + 1; at < count; at++) {
      sum += ((returns[at] ?? 0) - mean) * ((returns[at - index - 1] ?? 0) - mean);
    }
    return sum / squares;
  });
}
