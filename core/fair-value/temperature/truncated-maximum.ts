import type { Estimate } from '../estimate.js';
import { FairValueError } from '../fair-value-error.js';
import { normalCdf } from '../numerics/normal-cdf.js';
import { requireInput } from '../require-input.js';
import { binInterval, type TemperatureBin } from './temperature-bin.js';

/**
 * The cruder answer to a known maximum so far, for when only the forecast of the whole day is at hand: its normal law cut
 * off at `floor` (degrees before rounding, m − ½). Errors of the forecast are not propagated: the cut moves with them.
 * @throws FairValueError `fair-value.truncation` when the forecast leaves less than 1e-12 above the floor
 */
export function truncatedMaximum(bin: TemperatureBin, floor: number, mean: number, sd: number): Estimate {
  requireInput('floor', floor, 'finite');
  requireInput('mean', mean, 'finite');
  requireInput('sd', sd, 'positive');
  const { lower, upper } = binInterval(bin);
  const above = (level: number) => normalCdf((mean - Math.max(level, floor)) / sd);
  const all = above(floor);
  if (all < 1e-12) {
    throw new FairValueError('fair-value.truncation', 'the forecast rules out what was already measured', {
      floor,
      mean,
      sd,
    });
  }
  const from = lower === null ? all : above(lower.level);
  const beyond = upper === null ? 0 : above(upper.level);
  return { probability: (from - beyond) / all, standardError: 0 };
}
