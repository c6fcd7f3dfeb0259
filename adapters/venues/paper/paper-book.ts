import type { ContractSide } from '@pm-arbitrage/core/domain/platform.js';
import type { Level, PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import { complement, type Price, type Quantity, quantity } from '@pm-arbitrage/core/money/money.js';

type BookSide = 'bids' | 'asks';

/** A level an order can hit: price of the contract, what is left there, and where that is in the book. */
export interface Reachable {
  readonly price: Price;
  readonly quantity: Quantity;
  readonly side: BookSide;
  readonly bookPrice: Price;
}

/** Which side of the YES book an order hits: the NO side is its mirror. */
export const sideHit = (contract: ContractSide, action: 'buy' | 'sell'): BookSide =>
  (contract === 'yes') === (action === 'buy') ? 'asks' : 'bids';

/** Whether a level at this price would be among those shown, the last of which is `worst`. */
const inView = (side: BookSide, price: Price, worst: Price): boolean =>
  side === 'bids' ? price >= worst : price <= worst;

/**
 * One market's live book, less what paper orders already took from it. The venue does not know of our fills, so it
 * goes on showing what we took; that much stays gone until the level itself leaves the book.
 */
export class PaperBook {
  #latest: PriceUpdate;
  readonly #taken: Record<BookSide, Map<Price, number>> = { bids: new Map(), asks: new Map() };

  constructor(update: PriceUpdate) {
    this.#latest = update;
  }

  get latest(): PriceUpdate {
    return this.#latest;
  }

  update(update: PriceUpdate): void {
    this.#latest = update;
    if (update.status !== 'live') return;
    this.#refresh('bids', update.bids);
    this.#refresh('asks', update.asks);
  }

  /** What an order could trade against, best first, up to its limit. Empty while the book is broken. */
  *reachable(contract: ContractSide, action: 'buy' | 'sell', limit: Price): Iterable<Reachable> {
    if (this.#latest.status !== 'live') return;
    const side = sideHit(contract, action);
    const taken = this.#taken[side];
    for (const [bookPrice, shown] of this.#latest[side]) {
      const price = contract === 'yes' ? bookPrice : complement(bookPrice);
      if (action === 'buy' ? price > limit : price < limit) return;
      const left = shown - (taken.get(bookPrice) ?? 0);
      if (left > 0) yield { price, quantity: quantity(left), side, bookPrice };
    }
  }

  /** Marks liquidity as used; a negative amount gives it back. */
  take(side: BookSide, bookPrice: Price, amount: number): void {
    const taken = this.#taken[side];
    const total = (taken.get(bookPrice) ?? 0) + amount;
    if (total > 0) taken.set(bookPrice, total);
    else taken.delete(bookPrice);
  }

  /** Displayed quantity at a price, before anything we took; null where the book does not show that far. */
  shown(side: BookSide, bookPrice: Price): Quantity | null {
    if (this.#latest.status !== 'live') return null;
    const levels = this.#latest[side];
    const level = levels.find(([price]) => price === bookPrice);
    if (level) return level[1];
    const worst = levels.at(-1)?.[0];
    return worst === undefined || inView(side, bookPrice, worst) ? quantity(0) : null;
  }

  #refresh(side: BookSide, levels: readonly Level[]): void {
    const taken = this.#taken[side];
    if (taken.size === 0) return;
    const shown = new Map(levels);
    const worst = levels.at(-1)?.[0];
    for (const [price, amount] of taken) {
      const displayed = shown.get(price);
      if (displayed !== undefined) taken.set(price, Math.min(amount, displayed));
      // Below the levels we are shown, a level may still be there.
      else if (worst === undefined || inView(side, price, worst)) taken.delete(price);
    }
  }
}
