import type { Estimate } from '../estimate.js';
import { FairValueError } from '../fair-value-error.js';
import { intervalProbability } from '../interval-probability.js';
import { requireInput } from '../require-input.js';
import { type Condition, settlementInterval } from '../settlement-interval.js';
import { averageVariance } from './average-variance.js';
import { indexView, type PriceView, SECONDS_PER_YEAR } from './price-view.js';

/** The average a market settles on: `prints` of them, `spacing` seconds apart, the last at expiry. */
export interface AverageWindow {
  readonly prints: number;
  readonly spacing: number;
  /** How many are in already, and their mean in dollars; any number while there are none. */
  readonly seen: number;
  readonly seenMean: number;
  /** Standard error of that mean, dollars; 0 where the index itself publishes it. */
  readonly seenError: number;
  /** Standard error of the averaging itself, dollars: at least 2 where a vendor does not publish how it samples. */
  readonly modelError: number;
}

/**
 * Probability that an average lies above, below or between strikes. Arithmetic Brownian motion of s = Sσ/√year dollars
 * per √second: mean (k·M + m·S)/n with k prints seen and m to come, variance s² × `averageVariance`. When all prints are
 * in, it is decided. The basis error counts for the prints to come only.
 * @throws FairValueError
 */
export function averageSettlement(
  view: PriceView,
  window: AverageWindow,
  condition: Condition,
  decimals: number | null = null,
): Estimate {
  const { index, indexError, volatility, volatilityError, secondsLeft } = indexView(view);
  const prints = requireInput('prints', window.prints, 'positive-count');
  const seen = requireInput('seen', window.seen, 'count');
  requireInput('spacing', window.spacing, 'positive');
  requireInput('seenMean', window.seenMean, 'finite');
  requireInput('seenError', window.seenError, 'not-negative');
  requireInput('modelError', window.modelError, 'not-negative');
  if (seen > prints) {
    throw new FairValueError('fair-value.window', `${seen} prints seen of ${prints}`, { seen, prints });
  }
  const left = prints - seen;
  const mean = left === 0 ? window.seenMean : (seen * window.seenMean + left * index) / prints;
  const perRootSecond = (index * volatility) / Math.sqrt(SECONDS_PER_YEAR);
  const spread = perRootSecond * Math.sqrt(averageVariance(prints, left, window.spacing, secondsLeft));
  return intervalProbability(settlementInterval(condition, decimals), {
    at: (factor) => ({ mean, sd: spread * factor }),
    meanError: Math.hypot((left / prints) * indexError, (seen / prints) * window.seenError, window.modelError),
    spreadError: volatilityError,
    tail: { kind: 'normal' },
  });
}
