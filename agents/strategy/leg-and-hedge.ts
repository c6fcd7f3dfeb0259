import type { Opportunity } from '@pm-arbitrage/core/domain/opportunity.js';
import { complement } from '@pm-arbitrage/core/money/money.js';
import { oddsOfWhole, whyNot } from './may-trade.js';
import { type CreateStrategy, pass, type StrategyView } from './strategy.js';

/**
 * Takes the scarce leg of a pair first and hedges it within a time window: when the scarce one is gone nothing has
 * happened yet, and the deep one is still there a moment later. What is not hedged by then is ended within the loss
 * bound.
 */
export const createLegAndHedge: CreateStrategy = ({ hedgeMs }) => ({
  name: 'leg-and-hedge',
  kinds: ['cross-venue', 'implication'],
  usesBooks: true,
  decide(opportunity, view) {
    const reason = whyNot(opportunity, view);
    if (reason !== null) return pass(reason);
    if (opportunity.legs.length !== 2) return pass('not a pair');
    // What is not hedged has to be taken back while its market still trades.
    if (opportunity.resolutionTime <= view.now + 2 * hedgeMs) return pass('too near its end to be hedged');
    const depths = opportunity.legs.map((_, index) => depthOf(opportunity, index, view));
    const [first, second] = depths;
    if (first === undefined || second === undefined || first === null || second === null) return pass('no live book');
    return {
      kind: 'trade',
      quantity: opportunity.quantity,
      execution: { style: 'first-leg', hedgeBy: view.now + hedgeMs },
      odds: oddsOfWhole(view),
      order: first <= second ? [0, 1] : [1, 0],
    };
  },
});

/** Contracts that are offered of a leg at its limit or better. */
function depthOf({ legs }: Opportunity, index: number, view: StrategyView): number | null {
  const leg = legs[index];
  const book = leg && view.book(leg.market);
  if (leg === undefined || book === undefined || book.status !== 'live') return null;
  const levels = leg.side === 'yes' ? book.asks : book.bids;
  return levels
    .filter(([at]) => (leg.side === 'yes' ? at : complement(at)) <= leg.limitPrice)
    .reduce((offered, [, quantity]) => offered + quantity, 0);
}
