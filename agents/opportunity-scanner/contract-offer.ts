import { bestAsk, isCrossed, NO_ASK } from '@pm-arbitrage/core/covers/best-ask.js';
import { evaluateCover } from '@pm-arbitrage/core/covers/evaluate-cover.js';
import type { SizedCover } from '@pm-arbitrage/core/covers/evaluation.js';
import { restingOnGrid } from '@pm-arbitrage/core/covers/limit-on-grid.js';
import type { FairValue } from '@pm-arbitrage/core/domain/fair-value.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { ContractSide } from '@pm-arbitrage/core/domain/platform.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import { modelAt } from '@pm-arbitrage/core/fees/model-at.js';
import { takerFeeOf } from '@pm-arbitrage/core/fees/taker-fee.js';
import {
  addUsd,
  complement,
  floorToLot,
  mulDiv,
  notional,
  PRICE_SCALE,
  type Price,
  price,
  quantity,
  ratioOf,
  subUsd,
} from '@pm-arbitrage/core/money/money.js';
import { hurdlePpmOf, type ScannerConfig } from './scanner-config.js';

/** A contract with its book and what it is worth. */
export interface ValuedContract {
  readonly market: Market;
  readonly update: PriceUpdate;
  readonly side: ContractSide;
  readonly fair: FairValue;
}

/** What a contract pays on average at its worst plausible value, rounded against us. */
export const floorOf = ({ worst }: FairValue): Price => price(Math.floor(worst * PRICE_SCALE));

/** How much of what is offered is worth buying now; null where nothing is. `now` Unix ms. */
export function offerToTake(contract: ValuedContract, config: ScannerConfig, now: number): SizedCover | null {
  const floor = floorOf(contract.fair);
  if (floor === 0) return null;
  const options = { at: now, budget: config.budget, hurdlePpm: hurdlePpmOf(config) };
  const found = evaluateCover({ kind: 'fair-value', floor }, [contract], options);
  return found.outcome === 'sized' && found.netProfit >= config.minProfit ? found : null;
}

/**
 * The order worth leaving to rest: the best price below the lowest offer at which the contract still earns the edge at
 * its worst plausible value, one step above the best bid if that is enough to be first. Null where no price earns it, or
 * where it would rest so far behind that nobody reaches it.
 */
export function offerToRest(contract: ValuedContract, config: ScannerConfig, now: number): SizedCover | null {
  const { market, update, side, fair } = contract;
  if (update.status !== 'live' || isCrossed(update)) return null;
  const ask = bestAsk(update, side);
  const bid = bestBid(update, side);
  if (ask === NO_ASK || bid === null) return null;
  const step = Math.min(...market.priceRanges.map((range) => range.step));
  const most = Math.min(bid + step, ask - step, floorOf(fair) - Math.ceil(config.quoteEdge * PRICE_SCALE));
  // Behind a queue two steps deep it waits for what seldom comes, and then for a reason.
  if (most < bid - 2 * step || most <= 0) return null;
  const limitPrice = restingOnGrid(price(most), side, market.priceRanges);
  if (limitPrice === null) return null;
  const { lot, minQuantity, minNotional } = market;
  const count = floorToLot(quantity(mulDiv(config.budget, PRICE_SCALE, limitPrice, 'down')), lot);
  // A maker pays at most what a taker would.
  const fee = takerFeeOf(modelAt(market.fees, now))(count, limitPrice);
  const cost = notional(count, limitPrice, 'up');
  if (count < minQuantity || cost < minNotional) return null;
  const totalCost = addUsd(cost, fee);
  const payout = notional(count, floorOf(fair), 'down');
  const netProfit = subUsd(payout, totalCost);
  if (netProfit < config.minProfit) return null;
  const least = Math.max(minQuantity, Math.ceil((minNotional * PRICE_SCALE) / limitPrice / lot) * lot);
  return {
    outcome: 'sized',
    quantity: count,
    totalCost,
    fees: fee,
    payout,
    netProfit,
    roi: ratioOf(netProfit, totalCost),
    lot,
    minQuantity: quantity(least),
    legs: [{ limitPrice, quantity: count, cost, fee }],
  };
}

/** The highest price that is bid for a contract; null where there is none. */
function bestBid(update: PriceUpdate, side: ContractSide): number | null {
  const level = side === 'yes' ? update.bids[0] : update.asks[0];
  if (level === undefined) return null;
  return side === 'yes' ? level[0] : complement(level[0]);
}
