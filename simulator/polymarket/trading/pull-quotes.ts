import { type Quantity, quantity } from '@pm-arbitrage/core/money/money.js';
import type { OrderBook } from '../../engine/order-book.js';
import type { TradingOrder } from './trading-order.js';

/** The lot that shares are counted in. */
const LOT = 10_000;

/** Strangers pull their quotes just before an order arrives, so that at most `share` of it finds a counterparty. */
export function pullQuotes(
  book: OrderBook,
  order: TradingOrder,
  share: number,
  isAccounts: (orderId: string) => boolean,
): void {
  const opposite = order.bookSide === 'bid' ? book.asks : book.bids;
  let left = Math.floor((order.terms.shares * share) / LOT) * LOT;
  const cuts: { readonly id: string; readonly by: Quantity }[] = [];
  for (const level of opposite.levels) {
    if (!opposite.reaches(order.bookPrice, level.price)) break;
    for (const quote of level.orders) {
      const kept = Math.min(left, quote.remaining);
      left -= kept;
      if (kept < quote.remaining && !isAccounts(quote.id)) {
        cuts.push({ id: quote.id, by: quantity(quote.remaining - kept) });
      }
    }
  }
  for (const { id, by } of cuts) book.reduce(id, by);
}
