import type { Estimate } from '../estimate.js';
import { intervalProbability, type Tail } from '../interval-probability.js';
import { requireInput } from '../require-input.js';
import { type Bound, type Condition, settlementInterval } from '../settlement-interval.js';
import { indexView, type PriceView } from './price-view.js';

export interface ExpiryOptions {
  /** Decimals to which the venue rounds before it compares; null: it does not. */
  readonly decimals?: number | null;
  readonly tail?: Tail;
}

const logBound = (bound: Bound | null): Bound | null =>
  bound === null
    ? null
    : { level: bound.level > 0 ? Math.log(bound.level) : Number.NEGATIVE_INFINITY, inside: bound.inside };

/**
 * Probability that the price at expiry is above, below or between strikes: a martingale geometric Brownian motion,
 * P(S_T > K) = Φ([ln(S/K) − σ²τ/2] / σ√τ) (Black and Scholes 1973 with r = 0). Student's t (3 to 5 degrees) in place of
 * Φ suits the last minutes. The basis error enters as its share of the index, which is small.
 * @throws FairValueError
 */
export function priceAtExpiry(view: PriceView, condition: Condition, options: ExpiryOptions = {}): Estimate {
  const { index, indexError, volatility, volatilityError, years } = indexView(view);
  const tail = options.tail ?? { kind: 'normal' };
  if (tail.kind === 'student') requireInput('degrees above 2', tail.degrees - 2, 'positive');
  const { lower, upper } = settlementInterval(condition, options.decimals ?? null);
  return intervalProbability(
    { lower: logBound(lower), upper: logBound(upper) },
    {
      at: (factor) => {
        const sd = volatility * factor * Math.sqrt(years);
        return { mean: Math.log(index) - (sd * sd) / 2, sd };
      },
      meanError: indexError / index,
      spreadError: volatilityError,
      tail,
    },
  );
}
