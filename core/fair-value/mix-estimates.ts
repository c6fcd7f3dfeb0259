import type { Estimate } from './estimate.js';
import { estimateOf } from './estimate-of.js';

/** One case of a mixture; weights are taken relative to their sum. */
export interface WeightedEstimate {
  readonly weight: number;
  readonly estimate: Estimate;
}

/**
 * Total expectation and total variance over cases of which one is so:
 * mean = Σ wᵢ pᵢ, variance = Σ wᵢ (sᵢ² + (pᵢ − mean)²).
 * @throws FairValueError without any weight
 */
export function mixEstimates(cases: readonly WeightedEstimate[]): Estimate {
  let total = 0;
  let mean = 0;
  for (const { weight, estimate } of cases) {
    total += weight;
    mean += weight * estimate.probability;
  }
  mean /= total;
  let variance = 0;
  for (const { weight, estimate } of cases) {
    variance += (weight / total) * (estimate.standardError ** 2 + (estimate.probability - mean) ** 2);
  }
  return estimateOf(mean, variance);
}
