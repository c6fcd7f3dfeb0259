import type { Condition } from '../../fair-value/settlement-interval.js';
import { refuse } from '../terms-refusal.js';
import { conditionWords } from './check-strike.js';
import { findConditions } from './find-conditions.js';
import { sameNumbers, sameOnGrid } from './same-condition.js';

/** On which values two comparisons are held against each other: whole ones, or steps of the finer number of the two. */
export type Grid = 'whole' | { readonly decimals: number };

/**
 * Holds what the rules say against every comparison of title and subtitle. Titles are loose about ties ("above $1,700"
 * where the rules say 1,700.01 or higher), so comparisons agree that hold for the same values of the grid.
 * @throws TermsRefusal `contradiction`
 */
export function checkHeadline(headlines: readonly string[], said: Condition, grid: Grid): void {
  for (const headline of headlines) {
    for (const { condition, decimals: finer, text } of findConditions(headline)) {
      const decimals = grid === 'whole' ? 0 : Math.max(grid.decimals, finer);
      if (sameNumbers(condition, said) || sameOnGrid(condition, said, decimals)) continue;
      refuse('contradiction', `the headline says "${text}", the rules ${conditionWords(said)}`);
    }
  }
}
