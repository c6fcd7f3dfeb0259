import { requireInput } from '../require-input.js';

/**
 * Expected logarithmic growth of the bankroll per bet when the share f is spent:
 * q ln(1 + f(1 − c)/c) + (1 − q) ln(1 − f).
 * @throws FairValueError unless 0 ≤ q ≤ 1, 0 < c < 1, 0 ≤ f < 1
 */
export function kellyGrowth(probability: number, cost: number, share: number): number {
  const q = requireInput('probability', probability, 'probability');
  const c = requireInput('cost', cost, 'open-probability');
  const f = requireInput('share', share, 'not-negative');
  requireInput('what the share leaves', 1 - f, 'positive');
  return q * Math.log1p((f * (1 - c)) / c) + (1 - q) * Math.log1p(-f);
}
