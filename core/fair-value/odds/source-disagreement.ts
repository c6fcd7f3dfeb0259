import { normalCdf } from '../numerics/normal-cdf.js';
import { normalQuantile } from '../numerics/normal-quantile.js';
import { requireInput } from '../require-input.js';

/*
 * Two venues settle the same window on two indices: one sees a move X ~ N(0, s²), the other X + D, D ~ N(0, d²) being the
 * change of the basis. They disagree when the signs differ.
 */

/** arctan(d/s)/π. Both in dollars. @throws FairValueError unless s > 0, d ≥ 0 */
export function disagreement(moveSd: number, basisSd: number): number {
  requireInput('moveSd', moveSd, 'positive');
  return Math.atan(requireInput('basisSd', basisSd, 'not-negative') / moveSd) / Math.PI;
}

/** The d that gives a share of disagreements, s·tan(πp). @throws FairValueError unless 0 ≤ p < ½ */
export function basisFromDisagreement(moveSd: number, share: number): number {
  requireInput('moveSd', moveSd, 'positive');
  requireInput('share', share, 'not-negative');
  requireInput('share short of one half', 0.5 - share, 'positive');
  return moveSd * Math.tan(Math.PI * share);
}

/** s from the median of |X|. @throws FairValueError */
export function moveFromMedian(medianMove: number): number {
  return requireInput('medianMove', medianMove, 'not-negative') / normalQuantile(0.75);
}

/** Probability that the other index ended on the other side, given by how much this one cleared its strike: Φ(−|x|/d). */
export function disagreementAt(margin: number, basisSd: number): number {
  requireInput('margin', margin, 'finite');
  if (requireInput('basisSd', basisSd, 'not-negative') === 0) return margin === 0 ? 0.5 : 0;
  return normalCdf(-Math.abs(margin) / basisSd);
}
