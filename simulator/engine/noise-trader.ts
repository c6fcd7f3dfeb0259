import { price } from '@pm-arbitrage/core/money/money.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import { type Side, oppositeOf } from './book-side.js';
import type { LiveMarket } from './live-market.js';
import { drawSize } from './sizes.js';

const TAKER_SHARE = 0.55;
/** Share of takers who know the truth and pick off prices that are wrong by more than 1.5 cents. */
const INFORMED_SHARE = 0.12;
const INFORMED_EDGE = 150;

/** Trades for reasons of its own: takes at the touch, or waits in the queue for a while. */
export class NoiseTrader {
  readonly #market: LiveMarket;
  readonly #random: Random;
  readonly #owner: string;
  #count = 0;

  constructor(owner: string, market: LiveMarket, random: Random) {
    this.#owner = owner;
    this.#market = market;
    this.#random = random;
  }

  /** @returns the id of an order to cancel later, or null when nothing of it waits. */
  act(truth: number): string | null {
    const { book } = this.#market;
    const side: Side = this.#random.next() < 0.5 ? 'bid' : 'ask';
    const id = `${this.#owner}-${this.#count++}`;
    const size = drawSize(this.#random, 14, 0.8, 1);
    if (this.#random.next() < TAKER_SHARE) {
      const informed = this.#random.next() < INFORMED_SHARE ? this.#mispriced(truth) : null;
      const taken = informed ?? side;
      const best = taken === 'bid' ? book.bestAsk() : book.bestBid();
      if (best)
        book.place({ id, owner: this.#owner, side: taken, price: best.price, quantity: size, mode: 'immediate' });
      return null;
    }
    const joined = side === 'bid' ? book.bestBid() : book.bestAsk();
    if (!joined) return null;
    const step = this.#market.stepAt(joined.price);
    const improved = this.#random.next() < 0.25 ? (side === 'bid' ? step : -step) : 0;
    const limit = joined.price + improved;
    if (limit <= 0 || limit >= 10_000) return null;
    const placed = book.place({ id, owner: this.#owner, side, price: price(limit), quantity: size, mode: 'post-only' });
    return placed.resting > 0 ? id : null;
  }

  #mispriced(truth: number): Side | null {
    const fair = truth * 10_000;
    const bid = this.#market.book.bestBid();
    const ask = this.#market.book.bestAsk();
    if (ask && ask.price < fair - INFORMED_EDGE) return 'bid';
    if (bid && bid.price > fair + INFORMED_EDGE) return oppositeOf('bid');
    return null;
  }
}
