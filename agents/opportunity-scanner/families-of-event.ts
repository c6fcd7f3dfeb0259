import type { RungSpan } from '@pm-arbitrage/core/covers/ladder-graph.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { Match } from '@pm-arbitrage/core/domain/match.js';
import { CALLED_OFF } from './called-off.js';
import { isTradable, restsOnTexts } from './derive-covers.js';
import type { Family, FamilyMember } from './family.js';
import { worldCharge } from './world-charge.js';

/** A market of the other venue that asks for one of the outcomes. */
export interface Partner {
  /** Of the event. */
  readonly of: Market;
  readonly market: Market;
  readonly match: Match;
}

/** Outcomes of more than this are not searched: no event of either venue has so many that trade. */
const MOST_OUTCOMES = 256;

/**
 * The families of an exclusive event: its own outcomes, and these together with the markets of the other venue that
 * were matched with them. Each outcome is a cell of an axis that has no order; where something else may happen there is
 * one more cell, which nobody pays for.
 */
export function familiesOfEvent(markets: readonly Market[], partners: readonly Partner[]): readonly Family[] {
  const [first] = markets;
  if (first === undefined || !markets.every(({ event }) => event.exclusive)) return [];
  const outcomes = markets.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const complete = outcomes.every(({ event }) => event.exhaustive && event.size === outcomes.length);
  const spanOf = (at: number): RungSpan => ({
    from: at === 0 && complete ? null : { at, after: false },
    to: at === outcomes.length - 1 && complete ? null : { at: at + 1, after: false },
  });
  const own = outcomes.flatMap((market, at): FamilyMember[] =>
    isTradable(market) ? [{ market: market.id, span: spanOf(at), charge: 0, void: null }] : [],
  );
  const foreign = partners.flatMap(({ of, market, match }): FamilyMember[] => {
    const charge = worldCharge(match.worlds);
    const trusted = match.status === 'active' && match.polarity === 'same' && restsOnTexts(match, of, market);
    if (!trusted || charge === null || !isTradable(market)) return [];
    const at = outcomes.findIndex(({ id }) => id === of.id);
    return at < 0 ? [] : [{ market: market.id, span: spanOf(at), charge, void: null }];
  });
  const basis = first.event.id;
  const family = (name: string, members: readonly FamilyMember[]): Family => ({
    id: `${first.platform} ${basis} ${name}`,
    basis,
    members,
    voidProbability: CALLED_OFF,
  });
  const both = [...own, ...foreign];
  if (both.length > MOST_OUTCOMES) return [];
  return [
    ...(own.length > 1 ? [family('own', own)] : []),
    ...(foreign.length > 0 && both.length > 2 ? [family('both', both)] : []),
  ];
}
