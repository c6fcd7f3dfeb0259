import { type Rates, ratesOf } from '../rates.js';

/** A score of a pair and whether it is one. */
export interface ScoredPair {
  readonly score: number;
  readonly match: boolean;
}

/** The rates at the threshold with the best F1: what a baseline could reach at most, had it known the answers. */
export function bestThreshold(scored: readonly ScoredPair[]): { readonly threshold: number; readonly rates: Rates } {
  const matches = scored.filter(({ match }) => match).length;
  let best = { threshold: Number.POSITIVE_INFINITY, rates: ratesOf(0, 0, matches) };
  for (const threshold of new Set(scored.map(({ score }) => score))) {
    const taken = scored.filter(({ score }) => score >= threshold);
    const right = taken.filter(({ match }) => match).length;
    const rates = ratesOf(right, taken.length - right, matches - right);
    if ((rates.f1 ?? 0) > (best.rates.f1 ?? 0)) best = { threshold, rates };
  }
  return best;
}
