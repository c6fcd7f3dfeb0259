import { formatPrice, formatQuantity, ONE_DOLLAR_PRICE, price } from '@pm-arbitrage/core/money/money.js';
import type { Book } from '../book/book.js';

type TextLevel = readonly [price: string, quantity: string];

/** A book in decimal texts, best level first on both sides; `noBids` at p are YES asks at 1 − p. */
export interface RecordedBook {
  readonly yesBids: readonly TextLevel[];
  readonly noBids: readonly TextLevel[];
}

export function recordedBook(book: Book): RecordedBook {
  const everything = Number.MAX_SAFE_INTEGER;
  return {
    yesBids: book.bids.top(everything).map(([at, size]) => [formatPrice(at), formatQuantity(size)]),
    noBids: book.asks
      .top(everything)
      .map(([at, size]) => [formatPrice(price(ONE_DOLLAR_PRICE - at)), formatQuantity(size)]),
  };
}
