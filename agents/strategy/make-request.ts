import { AT_ONCE } from '@pm-arbitrage/core/domain/execution.js';
import type { Opportunity } from '@pm-arbitrage/core/domain/opportunity.js';
import { otherSide } from '@pm-arbitrage/core/domain/platform.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import type { TradeRequest } from '@pm-arbitrage/core/domain/trade.js';
import {
  addUsd,
  mulDiv,
  notional,
  ONE_DOLLAR_PRICE,
  type Quantity,
  ratioOf,
  subUsd,
  type Usd,
} from '@pm-arbitrage/core/money/money.js';
import { closingFee } from './closing-fee.js';
import type { Decision, Intention, OwnTrade } from './strategy.js';

const PPM = 1_000_000;

export interface RequestFacts {
  readonly tradeId: string;
  readonly strategy: string;
  readonly now: number;
  readonly ttlMs: number;
}

/** A decision as a request. Its bid is what the strategy expects of its size, the odds of a fill included. */
export function makeRequest(
  opportunity: Opportunity,
  { quantity, execution, odds, order }: Extract<Decision, { kind: 'trade' }>,
  { tradeId, strategy, now, ttlMs }: RequestFacts,
): TradeRequest {
  const legs = order === undefined ? opportunity.legs : order.flatMap((index) => opportunity.legs[index] ?? []);
  return {
    tradeId,
    strategy,
    opportunity: { ...opportunity, legs: legs.length === opportunity.legs.length ? [...legs] : opportunity.legs },
    quantity,
    execution,
    bid: bidOf(opportunity.netProfit, quantity, opportunity.quantity, odds),
    closes: null,
    requestedAt: now,
    expiresAt: now + ttlMs,
  };
}

function bidOf(profit: Usd, quantity: Quantity, full: Quantity, odds: number): Usd {
  if (profit <= 0 || full === 0) return profit;
  const share = Math.floor(Math.min(1, Math.max(0, odds)) * PPM);
  return mulDiv(mulDiv(profit, quantity, full, 'down'), share, PPM, 'down') as Usd;
}

/**
 * A request to take a position back by buying the other side of it; a pair is a dollar. Null where the trade is not
 * known well enough, or its book.
 */
export function makeClosing(
  { limitPrice }: Extract<Intention, { kind: 'close' }>,
  { opportunity, legs, tradeId: closes, coverId }: OwnTrade,
  book: PriceUpdate | undefined,
  { tradeId, strategy, now, ttlMs }: RequestFacts,
): TradeRequest | null {
  const [held] = legs;
  const [first] = opportunity?.legs ?? [];
  if (opportunity === null || held === undefined || first === undefined || book === undefined) return null;
  const quantity = held.filled;
  const cost = notional(quantity, limitPrice, 'up');
  const fee = closingFee(first, { price: limitPrice, quantity });
  const totalCost = addUsd(cost, fee);
  const payout = notional(quantity, ONE_DOLLAR_PRICE, 'down');
  const netProfit = subUsd(payout, totalCost);
  const roi = ratioOf(netProfit, totalCost);
  const closing: Opportunity = {
    ...opportunity,
    id: tradeId,
    coverId: `close:${coverId}`,
    kind: 'close',
    legs: [
      {
        ...first,
        side: otherSide(held.side),
        limitPrice,
        quantity,
        cost,
        fee,
        epoch: book.epoch,
        sequence: book.sequence,
        receivedAt: book.receivedAt,
      },
    ],
    quantity,
    floor: ONE_DOLLAR_PRICE,
    totalCost,
    fees: fee,
    payout,
    netProfit,
    roi,
    annualisedRoi: roi,
    detectedAt: now,
    expiresAt: now + ttlMs,
    tickAt: book.receivedAt,
  };
  return {
    tradeId,
    strategy,
    opportunity: closing,
    quantity,
    execution: AT_ONCE,
    bid: netProfit,
    closes,
    requestedAt: now,
    expiresAt: now + ttlMs,
  };
}
