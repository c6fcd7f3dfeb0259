import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { Opportunity } from '@pm-arbitrage/core/domain/opportunity.js';
import type { MarketId } from '@pm-arbitrage/core/domain/platform.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import { complement, minQuantity, notional, subQuantity, ZERO_QUANTITY } from '@pm-arbitrage/core/money/money.js';
import type { DepthWalk, OpportunityOutcome, OpportunityRow } from '../../protocol/opportunity-row.js';
import { nameContract } from './name-contract.js';

/** An opportunity in the feed. Pure. */
export const opportunityRow = (
  opportunity: Opportunity,
  outcome: OpportunityOutcome,
  marketOf: (id: MarketId) => Market | undefined,
): OpportunityRow => ({
  id: opportunity.id,
  coverId: opportunity.coverId,
  kind: opportunity.kind,
  basis: opportunity.basis,
  quantity: opportunity.quantity,
  totalCost: opportunity.totalCost,
  fees: opportunity.fees,
  payout: opportunity.payout,
  netProfit: opportunity.netProfit,
  roi: opportunity.roi,
  annualisedRoi: opportunity.annualisedRoi,
  suspicious: opportunity.suspicious,
  fair: opportunity.fair ?? null,
  detectedAt: opportunity.detectedAt,
  expiresAt: opportunity.expiresAt,
  resolutionTime: opportunity.resolutionTime,
  outcome,
  legs: opportunity.legs.map((leg) => ({
    ...nameContract(leg.market, leg.side, marketOf(leg.market)),
    limitPrice: leg.limitPrice,
    quantity: leg.quantity,
    cost: leg.cost,
    fee: leg.fee,
    receivedAt: leg.receivedAt,
  })),
});

/** The levels of a book that a leg takes, and those behind them that are known. Pure. */
export function depthWalk(leg: Opportunity['legs'][number], book: PriceUpdate, market: Market | undefined): DepthWalk {
  let left = leg.quantity;
  const levels = (leg.side === 'yes' ? book.asks : book.bids).map(([at, resting]) => {
    const price = leg.side === 'yes' ? at : complement(at);
    const taken = price > leg.limitPrice ? ZERO_QUANTITY : minQuantity(left, resting);
    left = subQuantity(left, taken);
    return { price, resting, taken, cost: notional(taken, price, 'up') };
  });
  return {
    ...nameContract(leg.market, leg.side, market),
    book: book.epoch === leg.epoch && book.sequence === leg.sequence ? 'detected' : 'now',
    bookAt: book.receivedAt,
    levels,
  };
}
