import type { Estimate } from '../estimate.js';
import { requireInput } from '../require-input.js';

/**
 * Share of the bankroll to spend on a contract that pays 1 with probability q and costs c, fees in: (q − c)/(1 − c), 0
 * without an edge (Kelly 1956, Thorp 2006). For a NO contract give 1 − q and its own cost.
 * @throws FairValueError unless 0 ≤ q ≤ 1 and 0 < c < 1
 */
export function fullKelly(probability: number, cost: number): number {
  const q = requireInput('probability', probability, 'probability');
  const c = requireInput('cost', cost, 'open-probability');
  return q <= c ? 0 : (q - c) / (1 - c);
}

export interface KellyCaution {
  /** λ: part of full Kelly that is staked, ¼ to ½. */
  readonly fraction: number;
  /** Standard errors taken off the probability: the worst that is still plausible. */
  readonly standardErrors: number;
  /** Most of the bankroll in one event; contracts on one index and window are one bet. */
  readonly cap: number;
}

/**
 * λ × Kelly on the worst plausible probability, q − z·SE, within the cap. Share of the bankroll to spend.
 * @throws FairValueError
 */
export function cautiousKelly(estimate: Estimate, cost: number, caution: KellyCaution): number {
  requireInput('probability', estimate.probability, 'probability');
  requireInput('standardError', estimate.standardError, 'not-negative');
  const fraction = requireInput('fraction', caution.fraction, 'probability');
  const errors = requireInput('standardErrors', caution.standardErrors, 'not-negative');
  const cap = requireInput('cap', caution.cap, 'probability');
  const worst = Math.max(0, estimate.probability - errors * estimate.standardError);
  return Math.min(cap, fraction * fullKelly(worst, cost));
}
