import { notional, type Price, type Quantity, type Usd, usd } from '@pm-arbitrage/core/money/money.js';
import type { Side } from '../../engine/book-side.js';
import type { KalshiSeries } from '../../world/kalshi-listing.js';
import { BALANCE_GRID, tradeFee } from './fees.js';
import { closable } from './position.js';

/** What the reservation needs to know of an order. */
export interface OpenInterest {
  readonly side: Side;
  readonly price: Price;
  readonly remaining: Quantity;
  /** Makers' fees are lower; an order that may still match at once reserves the taker's. */
  readonly role: 'taker' | 'maker';
}

/**
 * Cash that the orders of one account in one market hold back: worst-case cost and fees of what they would open, on the
 * balance grid. Of the orders on one side the best-priced trade first, so those are the ones that close the position,
 * and closing costs nothing. The rounding of many tiny fills can exceed it by crumbs, as at the exchange.
 */
export function reservation(series: KalshiSeries, position: number, orders: readonly OpenInterest[]): Usd {
  let total = 0n;
  for (const side of ['bid', 'ask'] as const) {
    let free = closable(position, side);
    const mine = orders.filter((order) => order.side === side);
    mine.sort((a, b) => (side === 'bid' ? b.price - a.price : a.price - b.price));
    for (const { price, remaining, role } of mine) {
      const closing = Math.min(free, remaining);
      free -= closing;
      const opening = (remaining - closing) as Quantity;
      if (opening > 0) total += cost(series, side, price, opening, role);
    }
  }
  return usd(Number(total));
}

function cost(series: KalshiSeries, side: Side, price: Price, count: Quantity, role: 'taker' | 'maker'): bigint {
  const paid = notional(count, side === 'bid' ? price : ((10_000 - price) as Price), 'up');
  const exact = BigInt(paid) + tradeFee(series, role, count, price);
  return ((exact + BALANCE_GRID - 1n) / BALANCE_GRID) * BALANCE_GRID;
}
