import { price } from '@pm-arbitrage/core/money/money.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import type { Side } from './book-side.js';
import type { LiveMarket } from './live-market.js';
import { drawSize } from './sizes.js';

const OWNER = 'mint-flow';
const LARGE_SHARE = 0.15;

/**
 * An order for one token that crosses the orders for the other one, while the venue is late to mint the pair: for a
 * moment YES ask plus NO ask is below one dollar, then the book uncrosses with prints. What nothing was left for is
 * cancelled: makers do not quote through it, and would leave one side of the book empty for as long as it rests.
 */
export class LaggingMint {
  readonly #market: LiveMarket;
  readonly #random: Random;
  #count = 0;
  #held: string | null = null;

  constructor(market: LiveMarket, random: Random) {
    this.#market = market;
    this.#random = random;
  }

  /** Puts the crossing order into the book. @returns false when there was nothing to cross. */
  begin(): boolean {
    const side: Side = this.#random.next() < 0.5 ? 'bid' : 'ask';
    const best = side === 'bid' ? this.#market.book.bestAsk() : this.#market.book.bestBid();
    if (!best || this.#market.book.isCrossed()) return false;
    const cents = this.#random.next() < LARGE_SHARE ? 4 + this.#random.next() * 4 : 1 + this.#random.next() * 2;
    const through = Math.round(cents) * 100;
    const limit = side === 'bid' ? best.price + through : best.price - through;
    if (limit < 200 || limit > 9_800) return false;
    this.#held = `${OWNER}-${this.#count++}`;
    this.#market.book.place({
      id: this.#held,
      owner: OWNER,
      side,
      price: price(limit - (limit % this.#market.stepAt(limit))),
      quantity: drawSize(this.#random, 40, 0.4, 10),
      mode: 'held',
    });
    return true;
  }

  /** The mint arrives. */
  end(): void {
    this.#market.book.release();
    if (this.#held !== null) this.#market.book.cancel(this.#held);
    this.#held = null;
  }
}
