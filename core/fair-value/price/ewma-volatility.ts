import { requireInput } from '../require-input.js';
import type { LogReturn } from './log-return.js';
import { SECONDS_PER_YEAR } from './price-view.js';
import type { Volatility } from './volatility.js';

/**
 * Volatility that forgets: v ← λv + (1 − λ) r²/Δ. λ holds for a return over `seconds`; over another time t it is
 * λ^(t/seconds), so that irregular returns forget at the same pace. The weights are made to add to one, so that the first
 * return weighs no more than those after it: without that it would be half of what is known for hours.
 */
export class EwmaVolatility {
  /** Σ of weighted squares of a year, and of the weights. */
  private squares = 0;
  private weights = 0;
  /** Σ of squared weights. */
  private squaredWeights = 0;

  /** @throws FairValueError */
  constructor(
    private readonly lambda: number,
    private readonly seconds: number,
  ) {
    requireInput('lambda', lambda, 'open-probability');
    requireInput('seconds', seconds, 'positive');
  }

  /** @throws FairValueError */
  add({ value, seconds }: LogReturn): void {
    const latest =
      (requireInput('return', value, 'finite') ** 2 * SECONDS_PER_YEAR) / requireInput('seconds', seconds, 'positive');
    const keep = this.lambda ** (seconds / this.seconds);
    this.squares = keep * this.squares + (1 - keep) * latest;
    this.weights = keep * this.weights + (1 - keep);
    this.squaredWeights = keep * keep * this.squaredWeights + (1 - keep) ** 2;
  }

  /** null before the first return; its error is that of so many returns of equal weight. */
  get estimate(): Volatility | null {
    if (this.weights === 0) return null;
    const { squares, weights, squaredWeights } = this;
    return { value: Math.sqrt(squares / weights), relativeError: Math.sqrt(squaredWeights / 2) / weights };
  }
}
