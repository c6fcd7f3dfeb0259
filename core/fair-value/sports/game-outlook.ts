import type { Estimate } from '../estimate.js';
import { mixEstimates } from '../mix-estimates.js';

/** Probabilities of the results of a game; they sum to 1. */
export interface GameOutlook {
  readonly home: Estimate;
  readonly draw: Estimate;
  readonly away: Estimate;
}

/** The results under one set of strengths, and how likely that set is. */
export interface GameCase {
  readonly weight: number;
  readonly home: number;
  readonly draw: number;
  readonly away: number;
}

/** Mean and standard deviation of each result over the cases. */
export function outlookOf(cases: readonly GameCase[]): GameOutlook {
  const over = (result: 'home' | 'draw' | 'away') =>
    mixEstimates(
      cases.map((one) => ({ weight: one.weight, estimate: { probability: one[result], standardError: 0 } })),
    );
  return { home: over('home'), draw: over('draw'), away: over('away') };
}
