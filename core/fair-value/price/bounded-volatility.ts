import { FairValueError } from '../fair-value-error.js';
import { requireInput } from '../require-input.js';
import type { Volatility } from './volatility.js';

export interface VolatilityBounds {
  readonly floor: number;
  readonly cap: number;
  /** Factor before scheduled releases; 1 otherwise. */
  readonly widen: number;
}

/**
 * Widened, then kept between floor and cap. The absolute standard error is never made smaller by that: a calm minute
 * does not make the floor certain.
 * @throws FairValueError
 */
export function boundedVolatility(measured: Volatility, { floor, cap, widen }: VolatilityBounds): Volatility {
  requireInput('volatility', measured.value, 'not-negative');
  requireInput('relativeError', measured.relativeError, 'not-negative');
  if (!(requireInput('floor', floor, 'positive') <= requireInput('cap', cap, 'positive')) || !(widen >= 1)) {
    throw new FairValueError('fair-value.bounds', 'floor must not exceed cap, and widen is 1 or more', {
      floor,
      cap,
      widen,
    });
  }
  const widened = measured.value * widen;
  const value = Math.min(cap, Math.max(floor, widened));
  return { value, relativeError: measured.relativeError * Math.max(1, widened / value) };
}
