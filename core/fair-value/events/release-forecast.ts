import type { Estimate } from '../estimate.js';
import { intervalProbability } from '../interval-probability.js';
import { requireInput } from '../require-input.js';
import { type Condition, settlementInterval } from '../settlement-interval.js';

/** What is expected of an economic figure before it is published, in its own unit. */
export interface ReleaseForecast {
  readonly consensus: number;
  /** Standard error of the consensus as reported (stale, few forecasters). */
  readonly consensusError: number;
  /** Standard deviation of past figures minus consensus. */
  readonly surpriseSd: number;
  /** How many past surprises that was taken from; its relative standard error is 1/√(2n). */
  readonly surprises: number;
}

/**
 * Probability that a figure to be published with `decimals` decimals meets a condition: normal around the consensus.
 * @throws FairValueError
 */
export function releaseForecast(forecast: ReleaseForecast, condition: Condition, decimals: number): Estimate {
  const mean = requireInput('consensus', forecast.consensus, 'finite');
  const sd = requireInput('surpriseSd', forecast.surpriseSd, 'not-negative');
  const count = requireInput('surprises', forecast.surprises, 'positive-count');
  return intervalProbability(settlementInterval(condition, decimals), {
    at: (factor) => ({ mean, sd: sd * factor }),
    meanError: requireInput('consensusError', forecast.consensusError, 'not-negative'),
    spreadError: 1 / Math.sqrt(2 * count),
    tail: { kind: 'normal' },
  });
}
