import { requireInput } from '../require-input.js';

/**
 * Mean that the prints still to come must have for the average to equal the strike: (nK − kM)/(n − k), dollars.
 * null when all are in.
 * @throws FairValueError
 */
export function breakEvenMean(strike: number, prints: number, seen: number, seenMean: number): number | null {
  requireInput('strike', strike, 'finite');
  requireInput('seenMean', seenMean, 'finite');
  const left = requireInput('prints', prints, 'positive-count') - requireInput('seen', seen, 'count');
  return left <= 0 ? null : (prints * strike - seen * seenMean) / left;
}
