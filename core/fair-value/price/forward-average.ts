import type { Estimate } from '../estimate.js';
import { FairValueError } from '../fair-value-error.js';
import { intervalProbability } from '../interval-probability.js';
import { requireInput } from '../require-input.js';
import { settlementInterval } from '../settlement-interval.js';
import { averageVariance } from './average-variance.js';
import { indexView, type PriceView, SECONDS_PER_YEAR } from './price-view.js';

/** Variance of an average around its own last print, for unit variance a second: Δ(n − 1)(2n − 1)/6n, seconds. */
const aroundLastPrint = (prints: number, spacing: number): number =>
  (spacing * (prints - 1) * (2 * prints - 1)) / (6 * prints);

/**
 * Variance of the difference of two averages of n prints Δ seconds apart, the second ending `apart` seconds after the
 * first, windows not overlapping, both ahead: about `apart` − nΔ/3. Seconds, for unit variance a second.
 * @throws FairValueError
 */
export function forwardVariance(apart: number, prints: number, spacing: number): number {
  requireInput('prints', prints, 'positive-count');
  requireInput('spacing', spacing, 'positive');
  if (!(apart >= prints * spacing)) {
    throw new FairValueError('fair-value.window', 'the two windows overlap', { apart, prints, spacing });
  }
  return (
    averageVariance(prints, prints, spacing, requireInput('apart', apart, 'positive')) +
    aroundLastPrint(prints, spacing)
  );
}

/**
 * Up against an opening average that is itself still ahead: one half, but for rounding and for who gets the ties.
 * @throws FairValueError
 */
export function forwardAverageUp(
  view: PriceView,
  apart: number,
  window: { readonly prints: number; readonly spacing: number },
  tiesUp: boolean,
  decimals: number | null = null,
): Estimate {
  const { index, volatility, volatilityError } = indexView(view);
  const spread =
    ((index * volatility) / Math.sqrt(SECONDS_PER_YEAR)) *
    Math.sqrt(forwardVariance(apart, window.prints, window.spacing));
  // Both averages see the same basis; it cancels.
  return intervalProbability(settlementInterval({ kind: 'above', strike: 0, ties: tiesUp }, decimals), {
    at: (factor) => ({ mean: 0, sd: spread * factor }),
    meanError: 0,
    spreadError: volatilityError,
    tail: { kind: 'normal' },
  });
}
