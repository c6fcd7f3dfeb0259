import type { UncertainLaw } from '../interval-probability.js';
import { requireInput } from '../require-input.js';

/** A normal forecast of a temperature, in settlement degrees. */
export interface TemperatureForecast {
  readonly mean: number;
  /** Standard deviation of what will be around the forecast. */
  readonly sd: number;
  /** Standard error of the mean: bias left after correction. */
  readonly meanError: number;
  /** Relative standard error of `sd`. */
  readonly sdError: number;
}

/** @throws FairValueError */
export function temperatureLaw({ mean, sd, meanError, sdError }: TemperatureForecast): UncertainLaw {
  requireInput('mean', mean, 'finite');
  requireInput('sd', sd, 'not-negative');
  return {
    at: (factor) => ({ mean, sd: sd * factor }),
    meanError: requireInput('meanError', meanError, 'not-negative'),
    spreadError: requireInput('sdError', sdError, 'not-negative'),
    tail: { kind: 'normal' },
  };
}
