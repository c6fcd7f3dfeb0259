import { FairValueError } from '../fair-value-error.js';
import { requireInput } from '../require-input.js';

/** Implied probabilities with the margin taken out; `exponent` is 1 for the multiplicative way. */
export interface FairOdds {
  readonly probabilities: readonly number[];
  readonly exponent: number;
  /** Their sum before, less 1. */
  readonly overround: number;
}

const sumOfPowers = (implied: readonly number[], exponent: number): number =>
  implied.reduce((sum, probability) => sum + probability ** exponent, 0);

/** Bisection: the sum of powers falls in the exponent. */
function findExponent(implied: readonly number[]): number {
  let low = 0;
  let high = 1;
  while (sumOfPowers(implied, high) > 1) high *= 2;
  for (let step = 0; step < 200; step++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (sumOfPowers(implied, middle) > 1) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * Takes the margin out of the implied probabilities of all outcomes of an event: `multiplicative` divides by their sum,
 * `power` raises all to the power that makes them sum to 1, which charges long shots more (Clarke, Kovalchik and Ingram
 * 2017).
 * @throws FairValueError for fewer than two outcomes, or a probability that is not between 0 and 1
 */
export function removeMargin(implied: readonly number[], method: 'multiplicative' | 'power'): FairOdds {
  if (implied.length < 2) {
    throw new FairValueError('fair-value.outcomes', 'the margin is known only from all outcomes; give two or more', {
      outcomes: implied.length,
    });
  }
  for (const probability of implied) requireInput('implied probability', probability, 'open-probability');
  const sum = sumOfPowers(implied, 1);
  const exponent = method === 'power' ? findExponent(implied) : 1;
  const raw = implied.map((probability) => probability ** exponent);
  const total = raw.reduce((all, value) => all + value, 0);
  return { probabilities: raw.map((value) => value / total), exponent, overround: sum - 1 };
}
