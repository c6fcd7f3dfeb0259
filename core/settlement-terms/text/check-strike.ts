import type { Strike } from '../../domain/market.js';
import type { Condition } from '../../fair-value/settlement-interval.js';
import { refuse } from '../terms-refusal.js';
import { sameNumbers, sameOnGrid } from './same-condition.js';

/** What the structured strike says; null where it says no comparison (custom, structured, functional, or none at all). */
export function strikeCondition(strike: Strike | null): Condition | null {
  if (strike === null) return null;
  const missing = (field: string): never =>
    refuse('strike-missing', `the strike is ${strike.type} without its ${field}`);
  switch (strike.type) {
    case 'greater':
    case 'greater_or_equal':
      return { kind: 'above', strike: strike.floor ?? missing('floor'), ties: strike.type === 'greater_or_equal' };
    case 'less':
    case 'less_or_equal':
      return { kind: 'below', strike: strike.cap ?? missing('cap'), ties: strike.type === 'less_or_equal' };
    case 'between':
      return {
        kind: 'between',
        low: strike.floor ?? missing('floor'),
        high: strike.cap ?? missing('cap'),
        lowTies: true,
        highTies: true,
      };
    default:
      return null;
  }
}

export const conditionWords = (condition: Condition): string =>
  condition.kind === 'between'
    ? `between ${condition.low} and ${condition.high}`
    : `${condition.kind} ${condition.strike}${condition.ties ? ' or equal' : ''}`;

/**
 * Holds what the rules say against the structured strike.
 * @param decimals to which the compared value is known: whole counts and degrees 0; null: not rounded, ties must agree
 * @throws TermsRefusal `contradiction`, `strike-missing`
 */
export function checkStrike(strike: Strike | null, said: Condition, decimals: number | null): void {
  const field = strikeCondition(strike);
  if (field === null) return;
  const ties = (condition: Condition) => (condition.kind === 'between' ? true : condition.ties);
  const same = sameNumbers(field, said) && ties(field) === ties(said);
  if (same || (decimals !== null && sameOnGrid(field, said, decimals))) return;
  refuse('contradiction', `the rules say ${conditionWords(said)}, the strike ${conditionWords(field)}`);
}
