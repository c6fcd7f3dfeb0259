import type { Estimate } from '../estimate.js';
import { holdsIn } from '../holds-in.js';
import { intervalProbability } from '../interval-probability.js';
import { mixEstimates } from '../mix-estimates.js';
import { requireInput } from '../require-input.js';
import { type Condition, settlementInterval } from '../settlement-interval.js';

/** A figure that is out. */
export interface PublishedFigure {
  readonly value: number;
  /** Standard deviation of revisions that still count for the market, in the figure's unit; 0: the first print settles. */
  readonly revisionSd: number;
  /** Probability that what was read is not what was published: a typing or parsing error, the wrong period or table. */
  readonly misread: number;
}

/**
 * Probability that a market settles on a condition whose figure is known: 0 or 1, less the risk of a revision and of
 * having read it wrong. A misread figure tells nothing, so then `before` holds, the estimate before the release.
 * @throws FairValueError
 */
export function publishedFigure(
  figure: PublishedFigure,
  condition: Condition,
  decimals: number,
  before: Estimate,
): Estimate {
  const value = requireInput('value', figure.value, 'finite');
  const sd = requireInput('revisionSd', figure.revisionSd, 'not-negative');
  const misread = requireInput('misread', figure.misread, 'probability');
  requireInput('before.probability', before.probability, 'probability');
  requireInput('before.standardError', before.standardError, 'not-negative');
  const interval = settlementInterval(condition, decimals);
  const read: Estimate =
    sd === 0
      ? { probability: holdsIn(interval, value) ? 1 : 0, standardError: 0 }
      : intervalProbability(interval, {
          at: () => ({ mean: value, sd }),
          meanError: 0,
          spreadError: 0,
          tail: { kind: 'normal' },
        });
  return mixEstimates([
    { weight: 1 - misread, estimate: read },
    { weight: misread, estimate: before },
  ]);
}
