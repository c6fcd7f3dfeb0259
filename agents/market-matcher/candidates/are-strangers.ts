import type { MarketProfile } from './market-profile.js';

/**
 * Whether YES has a name on either side that the other side does not mention at all, as with two candidates for one
 * office. It proves nothing ("no change" is "hold"), but of many such only a few are worth judging.
 */
export const areStrangers = (one: MarketProfile, other: MarketProfile): boolean =>
  unmentioned(one, other) && unmentioned(other, one);

const unmentioned = ({ outcome, numbers }: MarketProfile, { terms }: MarketProfile): boolean =>
  outcome.size > 0 && numbers.length === 0 && !terms.some((term) => outcome.has(term));
