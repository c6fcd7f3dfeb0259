import { normalCdf } from '../numerics/normal-cdf.js';
import { requireInput } from '../require-input.js';

/**
 * The most that any bin `width` degrees wide can hold under a normal forecast, 2Φ(w/2σ) − 1. A model that says more before
 * the day has begun is overconfident.
 * @throws FairValueError
 */
export function largestBin(width: number, sd: number): number {
  return 2 * normalCdf(requireInput('width', width, 'positive') / (2 * requireInput('sd', sd, 'positive'))) - 1;
}
