import { FairValueError } from '../fair-value-error.js';
import { requireInput } from '../require-input.js';

/** How far estimates of arrival miss, by how long before arrival they were made. */
export interface ArrivalErrorPoint {
  readonly minutesLeft: number;
  /** Standard deviation of actual minus estimated arrival, minutes. */
  readonly sd: number;
}

/**
 * The standard deviation at `minutesLeft`, straight between the points, level beyond the last and the first.
 * @param table ascending in minutesLeft
 * @throws FairValueError when the table is empty or not ascending
 */
export function arrivalError(table: readonly ArrivalErrorPoint[], minutesLeft: number): number {
  requireInput('minutesLeft', minutesLeft, 'finite');
  let previous: ArrivalErrorPoint | null = null;
  for (const point of table) {
    requireInput('sd', point.sd, 'not-negative');
    if (previous !== null && !(point.minutesLeft > previous.minutesLeft)) {
      throw new FairValueError('fair-value.arrivals', 'the table of arrival errors must ascend in minutes left');
    }
    if (minutesLeft <= point.minutesLeft) {
      if (previous === null) return point.sd;
      const share = (minutesLeft - previous.minutesLeft) / (point.minutesLeft - previous.minutesLeft);
      return previous.sd + share * (point.sd - previous.sd);
    }
    previous = point;
  }
  if (previous === null) throw new FairValueError('fair-value.arrivals', 'the table of arrival errors is empty');
  return previous.sd;
}
