import type { ContractSide, MarketId } from '@pm-arbitrage/core/domain/platform.js';
import type { Level, PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import { complement, type Price } from '@pm-arbitrage/core/money/money.js';

/** An order that was to take what a book showed. */
export interface Walk {
  readonly side: ContractSide;
  readonly action: 'buy' | 'sell';
  /** Of the contract. */
  readonly limitPrice: Price;
}

/**
 * Levels that did not give what they showed. They are not planned on again until they show something else: a venue whose
 * feed is behind, or a paper level that was taken before, would answer the same order the same way.
 */
export class HollowLevels {
  readonly #hollow = new Map<string, Level[1]>();

  /** An order came back with less than this book offered within its limit: whatever it reached there is gone. */
  note(book: PriceUpdate, { action, limitPrice, side }: Walk): void {
    const limit = side === 'yes' ? limitPrice : complement(limitPrice);
    const takesAsks = (action === 'buy') === (side === 'yes');
    const reached = takesAsks ? book.asks.filter(([at]) => at <= limit) : book.bids.filter(([at]) => at >= limit);
    for (const [at, size] of reached) this.#hollow.set(keyOf(book.market, takesAsks, at), size);
  }

  /** A book without what is known to be gone. */
  without(book: PriceUpdate): PriceUpdate {
    if (this.#hollow.size === 0) return book;
    const kept = (levels: PriceUpdate['bids'], isAsk: boolean) =>
      levels.filter(([at, size]) => this.#hollow.get(keyOf(book.market, isAsk, at)) !== size);
    return { ...book, bids: kept(book.bids, false), asks: kept(book.asks, true) };
  }
}

const keyOf = (market: MarketId, isAsk: boolean, at: number): string => `${market} ${isAsk ? 'ask' : 'bid'} ${at}`;
