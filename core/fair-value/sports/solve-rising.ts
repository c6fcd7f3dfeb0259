import { FairValueError } from '../fair-value-error.js';

const STEPS = 60;

/**
 * Where a rising function takes a value, by bisection; the nearer end where it does not between the two.
 * @throws FairValueError `fair-value.input` when the ends are no interval
 */
export function solveRising(of: (x: number) => number, value: number, low: number, high: number): number {
  if (!(low < high) || !Number.isFinite(value))
    throw new FairValueError('fair-value.input', `nothing is to be found for ${value} between ${low} and ${high}`);
  let [from, to] = [low, high];
  for (let step = 0; step < STEPS; step++) {
    const middle = (from + to) / 2;
    if (middle === from || middle === to) break;
    if (of(middle) < value) from = middle;
    else to = middle;
  }
  return (from + to) / 2;
}
