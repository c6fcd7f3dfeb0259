import type { Condition } from '../../fair-value/settlement-interval.js';
import { refuse } from '../terms-refusal.js';
import { findConditions, type NamedCondition } from '../text/find-conditions.js';
import type { Worded } from '../worded.js';

/** What games are counted in, as a pattern. */
export const COUNTS = 'runs?|points?|goals?';

/** Counts are compared with whole numbers: decimals of `checkStrike`. */
export const WHOLE = 0;

/** A headline in which "5+" reads as at least. */
export const spelledOut = (headline: string): string => headline.replaceAll(/\b(\d+)\+/g, 'at least $1');

/**
 * The one comparison of some words.
 * @throws TermsRefusal `strike-missing`
 */
export function counted(words: string, text = words): Worded<Condition> {
  const [found, other]: readonly NamedCondition[] = findConditions(spelledOut(words));
  if (found === undefined || other !== undefined || found.condition.kind === 'between')
    return refuse('strike-missing', `"${words}" is no single number`);
  return { value: found.condition, text };
}

/** The comparison that holds where this one does not. @throws TermsRefusal for a range */
export function opposite({ value, text }: Worded<Condition>): Worded<Condition> {
  if (value.kind === 'between') return refuse('ambiguous', `"${text}" has no single opposite`);
  return { value: { kind: value.kind === 'above' ? 'below' : 'above', strike: value.strike, ties: !value.ties }, text };
}
