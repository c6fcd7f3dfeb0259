import { mulDiv, type Price, type Quantity, quantity } from '@pm-arbitrage/core/money/money.js';
import type { Side } from '../../engine/book-side.js';
import type { OrderBook } from '../../engine/order-book.js';

/** What an order would find in the book. */
export interface Walk {
  /** Fills by price of the token that is traded, best first. */
  readonly steps: readonly { readonly price: Price; readonly shares: Quantity }[];
  readonly shares: Quantity;
  /** Shares × price of the steps, micro-dollars, rounded against a buyer. */
  readonly dollars: number;
  /** Whether all that was asked for is there. */
  readonly complete: boolean;
}

export interface WalkQuestion {
  readonly side: Side;
  /** YES price. */
  readonly limit: Price;
  /** Shares wanted, or micro-dollars to spend. */
  readonly shares?: number;
  readonly budget?: number;
  /** Price of the traded token at a YES price. */
  readonly ownPrice: (yesPrice: Price) => Price;
}

/** Walks the side opposite to the order down to its limit. */
export function walkBook(book: OrderBook, { side, limit, shares, budget, ownPrice }: WalkQuestion): Walk {
  const opposite = side === 'bid' ? book.asks : book.bids;
  const steps: { price: Price; shares: Quantity }[] = [];
  let taken = 0;
  let dollars = 0;
  let complete = false;
  for (const level of opposite.levels) {
    if (!opposite.reaches(limit, level.price)) break;
    const price = ownPrice(level.price);
    const wanted = budget === undefined ? (shares ?? 0) - taken : mulDiv(budget - dollars, 10_000, price, 'down');
    const amount = Math.min(wanted, level.size);
    if (amount > 0) steps.push({ price, shares: quantity(amount) });
    taken += amount;
    dollars += mulDiv(amount, price, 10_000, 'up');
    if (wanted <= level.size) {
      complete = true;
      break;
    }
  }
  return { steps, shares: quantity(taken), dollars, complete };
}
