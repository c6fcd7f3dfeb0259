import type { MarketProfile } from './market-profile.js';

/** What is left of a score when one side alone names a number or a kind of bet, or YES has different names. */
const UNLIKE = 0.8;

/** How alike two listings are where words in common do not tell: a factor of 0…1 on their score. */
export function likeness(one: MarketProfile, other: MarketProfile): number {
  const numbers = one.numbers.length > 0 === other.numbers.length > 0;
  const kinds = one.kinds.join() === other.kinds.join();
  const outcomes = one.outcome.size === 0 || other.outcome.size === 0 || meet(one.outcome, other.outcome);
  return [numbers, kinds, outcomes].reduce((factor, alike) => (alike ? factor : factor * UNLIKE), 1);
}

function meet(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  for (const word of one) if (other.has(word)) return true;
  return false;
}
