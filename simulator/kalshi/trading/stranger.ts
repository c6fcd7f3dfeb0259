import { type Price, type Quantity, quantity } from '@pm-arbitrage/core/money/money.js';
import { oppositeOf, type Side } from '../../engine/book-side.js';
import type { LiveMarket } from '../../engine/live-market.js';
import type { KalshiOrder } from './order.js';

const HUNDREDTH = 10_000;

/** Somebody else takes what an order could match, but for a share of it, just before it comes. */
export function takeBefore(
  market: LiveMarket,
  order: { readonly side: Side; readonly price: Price; readonly count: Quantity; readonly share: number },
  id: string,
): void {
  const { side, price, count, share } = order;
  const left = Math.floor((count * share) / HUNDREDTH) * HUNDREDTH;
  const available = (side === 'bid' ? market.book.asks : market.book.bids).available(price);
  if (available > left) take(market, side, price, quantity(available - left), id);
}

/** Somebody else fills a resting order at its limit, and everything that is before it in the queue. */
export function fillAtLimit(market: LiveMarket, order: KalshiOrder, id: string): void {
  const { side } = order.terms;
  const { price } = order.state;
  let before = 0;
  for (const level of (side === 'bid' ? market.book.bids : market.book.asks).levels) {
    if (level.price === price) break;
    before += level.size;
  }
  const amount = before + market.book.queueAhead(order.id) + order.state.remaining;
  take(market, oppositeOf(side), price, quantity(amount), id);
}

function take(market: LiveMarket, side: Side, price: Price, amount: Quantity, id: string): void {
  market.book.place({ id, owner: 'stranger', side, price, quantity: amount, mode: 'immediate' });
}
