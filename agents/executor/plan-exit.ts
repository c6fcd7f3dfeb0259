import { LegDepth } from '@pm-arbitrage/core/covers/leg-depth.js';
import { limitOnGrid } from '@pm-arbitrage/core/covers/limit-on-grid.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { otherSide } from '@pm-arbitrage/core/domain/platform.js';
import type { ContractSide, MarketId, Platform } from '@pm-arbitrage/core/domain/platform.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import { modelAt } from '@pm-arbitrage/core/fees/model-at.js';
import { takerFeeOf } from '@pm-arbitrage/core/fees/taker-fee.js';
import {
  addUsd,
  complement,
  notional,
  type Price,
  type Quantity,
  quantity,
  shareOfUsd,
  subUsd,
  sumUsd,
  type Usd,
  usd,
  ZERO_USD,
} from '@pm-arbitrage/core/money/money.js';

/** A leg of a trade whose legs differ, with what is known of its book now. */
export interface UnevenLeg {
  readonly market: MarketId;
  readonly platform: Platform;
  readonly side: ContractSide;
  /** Contracts held. */
  readonly filled: Quantity;
  /** Paid for them, with fees. */
  readonly paid: Usd;
  readonly listing: Market | undefined;
  readonly update: PriceUpdate | undefined;
}

/** An order that makes the legs equal. */
export interface ExitOrder {
  readonly legIndex: number;
  readonly action: 'buy' | 'sell';
  readonly quantity: Quantity;
  readonly limitPrice: Price;
}

export type ExitPlan =
  | { readonly kind: 'even' }
  | { readonly kind: 'finish' | 'unwind'; readonly orders: readonly ExitOrder[]; readonly pnl: Usd }
  | { readonly kind: 'stuck'; readonly reason: string };

export interface ExitTerms {
  /** `cheaper`: buy what is missing or sell what is too much; `finish`: only buy. */
  readonly ways: 'cheaper' | 'finish';
  /** Most that may be lost, as a share of what was paid. */
  readonly lossBound: number;
}

/**
 * How to make the legs of a trade equal again: buy what is missing, or sell what is too much, whichever ends with more
 * money on the books as they are, if that loses no more than the bound. Where what is too
 * much is less than a venue lets anybody sell, more is sold, of every leg, until each order is large enough. Pure.
 */
export function planExit(
  legs: readonly UnevenLeg[],
  floor: Price,
  now: number,
  { ways, lossBound }: ExitTerms,
): ExitPlan {
  const most = quantity(Math.max(...legs.map((leg) => leg.filled)));
  const least = quantity(Math.min(...legs.map((leg) => leg.filled)));
  if (most === least) return { kind: 'even' };
  const paid = sumUsd(legs.map((leg) => leg.paid));
  const bound = shareOfUsd(paid, Math.round(lossBound * 1_000_000), 1_000_000, 'down');
  const finish = priced(legs, most, now);
  const unwind = ways === 'finish' ? null : (priced(legs, least, now) ?? largestUnwind(legs, least, now));
  const finishPnl = finish && subUsd(subUsd(notional(most, floor, 'down'), paid), finish.cost);
  const unwindPnl = unwind && subUsd(subUsd(notional(unwind.target, floor, 'down'), paid), unwind.cost);
  const candidates = [
    ...(finish && finishPnl !== null ? [{ kind: 'finish' as const, orders: finish.orders, pnl: finishPnl }] : []),
    ...(unwind && unwindPnl !== null ? [{ kind: 'unwind' as const, orders: unwind.orders, pnl: unwindPnl }] : []),
  ].sort((a, b) => b.pnl - a.pnl);
  const best = candidates[0];
  if (!best) return { kind: 'stuck', reason: 'no live book offers the contracts to finish or to unwind' };
  if (best.pnl < -bound)
    return { kind: 'stuck', reason: `the cheapest way out loses ${-best.pnl} of ${bound} micro-dollars allowed` };
  return best;
}

interface Priced {
  readonly target: Quantity;
  readonly orders: readonly ExitOrder[];
  readonly cost: Usd;
}

/** Sells below what the legs have in common, so that no order is smaller than its venue takes, but as little as it can. */
function largestUnwind(legs: readonly UnevenLeg[], least: Quantity, now: number): Priced | null {
  const targets = legs
    .map(({ filled, listing }) => Math.max(0, filled - (listing?.minQuantity ?? 0)))
    .filter((target) => target < least)
    .sort((a, b) => b - a);
  for (const target of new Set([...targets, 0])) {
    const unwind = priced(legs, quantity(target), now);
    if (unwind !== null) return unwind;
  }
  return null;
}

/** Orders that bring every leg to `target`, with what they cost; proceeds are negative. Null when a book cannot. */
function priced(legs: readonly UnevenLeg[], target: Quantity, now: number): Priced | null {
  const orders: ExitOrder[] = [];
  let cost = ZERO_USD;
  for (const [legIndex, leg] of legs.entries()) {
    const difference = target - leg.filled;
    if (difference === 0) continue;
    const order = walk(leg, difference, now);
    if (order === null) return null;
    orders.push({
      legIndex,
      action: difference > 0 ? 'buy' : 'sell',
      quantity: quantity(Math.abs(difference)),
      limitPrice: order.limitPrice,
    });
    cost = addUsd(cost, order.cost);
  }
  return { target, orders, cost };
}

function walk(
  { listing, update, side }: UnevenLeg,
  difference: number,
  now: number,
): { limitPrice: Price; cost: Usd } | null {
  if (listing?.status !== 'open' || update?.status !== 'live') return null;
  // Selling a contract walks the levels that buying the opposite would: proceeds are one dollar less that price.
  const walked = difference > 0 ? side : otherSide(side);
  const count = quantity(Math.abs(difference));
  if (count < listing.minQuantity) return null;
  const depth = new LegDepth(update, walked, takerFeeOf(modelAt(listing.fees, now)));
  if (depth.available < count) return null;
  const limit = limitOnGrid(depth.priceOf(depth.levelAt(count)), walked, listing.priceRanges);
  if (limit === null) return null;
  const price = usd(depth.costAt(count));
  const fee = usd(depth.feesAt(count));
  if (difference > 0) return price < listing.minNotional ? null : { limitPrice: limit, cost: addUsd(price, fee) };
  return {
    limitPrice: complement(limit),
    cost: subUsd(fee, subUsd(notional(count, complement(0 as Price), 'down'), price)),
  };
}
