import type { Estimate } from './estimate.js';

/** The estimate of the other side. */
export function opposite(estimate: Estimate): Estimate {
  return { probability: 1 - estimate.probability, standardError: estimate.standardError };
}
