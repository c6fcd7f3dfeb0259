import { refuse } from '../terms-refusal.js';
import type { NamedClock } from '../text/find-clocks.js';

const CLOSING = /\b(?:closing|closes) at(?: the)? $/i;
const MINUTE = 60_000;

/**
 * How long after the time in the rules a candle is final, ms: its length, for candles are named by their opening; nothing
 * where the rules say that it closes then, as Polymarket's daily markets do since October 2026. A minute decides there.
 * @throws TermsRefusal `contradiction` where one candle is named by its opening and one by its close
 */
export function candleEnd(rules: string, clocks: readonly NamedClock[], minutes: number): number {
  // "(noon)" and "(referring to 12:00 PM ET)" repeat a time that stands before them.
  const named = clocks.filter(
    ({ index }) => rules[index - 1] !== '(' && !rules.slice(0, index).endsWith('(referring to '),
  );
  const closing = named.filter(({ index }) => CLOSING.test(rules.slice(Math.max(0, index - 20), index)));
  if (closing.length === 0) return minutes * MINUTE;
  return closing.length === named.length
    ? 0
    : refuse('contradiction', 'one candle is named by its opening and one by its close');
}
