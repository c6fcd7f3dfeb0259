import { coverId } from '@pm-arbitrage/core/covers/cover-id.js';
import type { CheapSet, RungContract } from '@pm-arbitrage/core/covers/ladder-graph.js';
import type { Cover } from '@pm-arbitrage/core/domain/cover.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { PRICE_SCALE, price } from '@pm-arbitrage/core/money/money.js';
import type { Family } from './family.js';
import { meanLoss } from './world-charge.js';

/**
 * A set of a family as a cover. Its floor is what it pays where fewest of it pay, less what its legs may lose by being
 * settled apart and what it loses when everything is called off. Null where nothing is left, or where it is only YES and
 * NO of one market: that cover is known without a search.
 */
export function familyCover(
  { basis, members, voidProbability }: Family,
  { contracts, pays }: CheapSet,
  markets: readonly Market[],
): Cover | null {
  if (new Set(contracts.map(({ rung }) => rung)).size === 1) return null;
  const legs = contracts.map(({ rung, side }) => ({ market: memberOf(members, rung).market, side }));
  const apart = contracts.reduce((sum, { rung }) => sum + memberOf(members, rung).charge, 0);
  const calledOff = Math.max(0, pays * PRICE_SCALE - paysWhenVoid(members, contracts));
  const floor = pays * PRICE_SCALE - apart - meanLoss(calledOff, voidProbability);
  if (floor <= 0) return null;
  const kind = legs.length === 2 ? 'implication' : 'partition';
  const resolutionTime = Math.max(...markets.map((market) => market.resolutionTime));
  return { id: coverId(kind, legs), kind, legs, floor: price(floor), basis, resolutionTime };
}

const memberOf = (members: Family['members'], rung: number) => members[rung] as Family['members'][number];

const HALF = PRICE_SCALE / 2;

/** What the contracts pay together when there is no result, Price units; where the rules do not say, the worst. */
function paysWhenVoid(members: Family['members'], contracts: readonly RungContract[]): number {
  let pays = 0;
  for (const { rung, side } of contracts) {
    switch (memberOf(members, rung).void) {
      case 'half':
      case 'fair-price':
        pays += HALF;
        break;
      case 'no':
        pays += side === 'no' ? PRICE_SCALE : 0;
        break;
      case 'yes':
        pays += side === 'yes' ? PRICE_SCALE : 0;
        break;
      case 'other':
      case null:
        pays += side === 'no' ? HALF : 0;
    }
  }
  return pays;
}
