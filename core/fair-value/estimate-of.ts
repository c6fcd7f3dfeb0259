import type { Estimate } from './estimate.js';
import { FairValueError } from './fair-value-error.js';

/**
 * Mean and variance of a conditional probability as an estimate; what rounding put outside 0…1 is brought back.
 * @throws FairValueError `fair-value.overflow` when inputs, each in its domain, are too large to be computed with together
 */
export function estimateOf(mean: number, variance: number): Estimate {
  if (Number.isNaN(mean) || Number.isNaN(variance)) {
    throw new FairValueError('fair-value.overflow', 'the inputs leave the range of numbers; check their units', {
      mean,
      variance,
    });
  }
  return {
    probability: Math.min(1, Math.max(0, mean)),
    standardError: Math.min(0.5, Math.sqrt(Math.max(0, variance))),
  };
}
