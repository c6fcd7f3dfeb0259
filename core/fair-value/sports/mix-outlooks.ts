import { mixEstimates } from '../mix-estimates.js';
import type { GameOutlook } from './game-outlook.js';

/** One case of a mixture of outlooks; weights are taken relative to their sum. */
export interface WeightedOutlook {
  readonly weight: number;
  readonly outlook: GameOutlook;
}

/** Total expectation and total variance of each result. @throws FairValueError without any weight */
export function mixOutlooks(cases: readonly WeightedOutlook[]): GameOutlook {
  const over = (result: keyof GameOutlook) =>
    mixEstimates(cases.map(({ weight, outlook }) => ({ weight, estimate: outlook[result] })));
  return { home: over('home'), draw: over('draw'), away: over('away') };
}
