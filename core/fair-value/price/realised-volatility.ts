import { FairValueError } from '../fair-value-error.js';
import { requireInput } from '../require-input.js';
import type { LogReturn } from './log-return.js';
import { SECONDS_PER_YEAR } from './price-view.js';
import type { Volatility } from './volatility.js';

/**
 * √(Σr²/Στ), mean taken as zero: for evenly spaced returns this is √((1/n)Σr²/Δ) (Andersen, Bollerslev, Diebold and
 * Labys 2003).
 * @throws FairValueError `fair-value.returns` when there is none
 */
export function realisedVolatility(returns: readonly LogReturn[]): Volatility {
  if (returns.length === 0) throw new FairValueError('fair-value.returns', 'no return to measure volatility from');
  let squares = 0;
  let seconds = 0;
  for (const { value, seconds: span } of returns) {
    squares += requireInput('return', value, 'finite') ** 2;
    seconds += requireInput('seconds', span, 'positive');
  }
  return {
    value: Math.sqrt((squares / seconds) * SECONDS_PER_YEAR),
    relativeError: 1 / Math.sqrt(2 * returns.length),
  };
}
