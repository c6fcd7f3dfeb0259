import type { Estimate } from '../estimate.js';
import { intervalProbability } from '../interval-probability.js';
import { requireInput } from '../require-input.js';
import { type ArrivalErrorPoint, arrivalError } from './arrival-error.js';

/** What is known of a flight. Times are minutes on one clock. */
export type FlightStatus =
  | { readonly kind: 'arrived'; readonly at: number }
  /** Cancelled or diverted: it will not arrive where it should. */
  | { readonly kind: 'will-not-arrive' }
  | {
      readonly kind: 'expected';
      readonly now: number;
      readonly estimated: number;
      /** Standard error of a lasting bias of the estimates, minutes. */
      readonly biasError: number;
    };

export interface ArrivalErrors {
  readonly table: readonly ArrivalErrorPoint[];
  /** Relative standard error of the table's values. */
  readonly relativeError: number;
}

/**
 * Probability of arriving no later than `deadline` (scheduled time plus what the market allows): normal around the
 * estimate, spread by how long before arrival it was made. A deadline that has passed without arrival is missed.
 * @throws FairValueError
 */
export function flightOnTime(status: FlightStatus, deadline: number, errors: ArrivalErrors): Estimate {
  requireInput('deadline', deadline, 'finite');
  switch (status.kind) {
    case 'arrived':
      return { probability: requireInput('at', status.at, 'finite') <= deadline ? 1 : 0, standardError: 0 };
    case 'will-not-arrive':
      return { probability: 0, standardError: 0 };
    case 'expected': {
      const estimated = requireInput('estimated', status.estimated, 'finite');
      const now = requireInput('now', status.now, 'finite');
      if (now > deadline) return { probability: 0, standardError: 0 };
      const sd = arrivalError(errors.table, Math.max(0, estimated - now));
      return intervalProbability(
        { lower: null, upper: { level: deadline, inside: true } },
        {
          at: (factor) => ({ mean: estimated, sd: sd * factor }),
          meanError: requireInput('biasError', status.biasError, 'not-negative'),
          spreadError: requireInput('relativeError', errors.relativeError, 'not-negative'),
          tail: { kind: 'normal' },
        },
      );
    }
  }
}
