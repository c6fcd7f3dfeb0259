import type { Estimate } from '../estimate.js';
import { FairValueError } from '../fair-value-error.js';
import { mixEstimates } from '../mix-estimates.js';
import { requireInput } from '../require-input.js';
import { maximumSoFar } from './maximum-so-far.js';
import type { TemperatureBin } from './temperature-bin.js';
import type { TemperatureForecast } from './temperature-law.js';

/** A value that the official maximum so far may have. */
export interface PossibleMaximum {
  /** Whole settlement degrees. */
  readonly value: number;
  readonly probability: number;
}

/**
 * As `maximumSoFar`, over a maximum so far that is itself uncertain: public observations are rounded to whole °C, and the
 * official maximum may be a degree above every one of them.
 * @throws FairValueError `fair-value.mixture` when the probabilities do not sum to 1
 */
export function uncertainMaximum(
  bin: TemperatureBin,
  maxima: readonly PossibleMaximum[],
  rest: TemperatureForecast,
): Estimate {
  let total = 0;
  for (const { probability } of maxima) total += requireInput('probability', probability, 'probability');
  if (Math.abs(total - 1) > 1e-9) {
    throw new FairValueError('fair-value.mixture', `the possible maxima have probability ${total} together, not 1`, {
      total,
    });
  }
  return mixEstimates(
    maxima.map(({ value, probability }) => ({ weight: probability, estimate: maximumSoFar(bin, value, rest) })),
  );
}
