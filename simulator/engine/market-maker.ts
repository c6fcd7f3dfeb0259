import { price } from '@pm-arbitrage/core/money/money.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import { gaussian } from '../world/normal.js';
import type { Side } from './book-side.js';
import type { LiveMarket } from './live-market.js';
import { drawSize } from './sizes.js';

export interface MakerStyle {
  /** Distance of the best quote from the believed price, in 1/10,000 dollar. */
  readonly halfSpread: number;
  readonly levels: number;
  /** Median contracts of the best level; deeper levels grow from it. */
  readonly size: number;
  /** Standard deviation of the maker's own error, in 1/10,000 dollar. */
  readonly opinion: number;
}

const CENT = 100;
/** Share of kept quotes that are replaced by a new size at a refresh, as real ladders flicker. */
const RESIZED_SHARE = 0.12;

interface Quote {
  readonly id: string;
  readonly side: Side;
  readonly price: number;
}

/** Quotes a ladder on both sides of what it believes, post-only, and keeps the place in the queue where it can. */
export class MarketMaker {
  readonly owner: string;
  readonly #market: LiveMarket;
  readonly #random: Random;
  readonly #style: MakerStyle;
  #quotes: Quote[] = [];
  #opinion = 0;
  #count = 0;

  constructor(owner: string, market: LiveMarket, random: Random, style: MakerStyle) {
    this.owner = owner;
    this.#market = market;
    this.#random = random;
    this.#style = style;
  }

  /** Takes away every quote that the belief no longer supports. Called on all makers before any of them quotes anew. */
  withdraw(believed: number): void {
    const wanted = new Set(this.#targets(believed).map(keyOf));
    this.#quotes = this.#quotes.filter((quote) => {
      const alive = this.#market.book.order(quote.id) !== undefined;
      if (alive && !wanted.has(keyOf(quote))) this.#market.book.cancel(quote.id);
      return alive && wanted.has(keyOf(quote));
    });
  }

  /** Brings the ladder to the believed probability. */
  quote(believed: number): void {
    this.#opinion = 0.8 * this.#opinion + 0.6 * this.#style.opinion * gaussian(this.#random);
    this.withdraw(believed);
    const kept = new Map(this.#quotes.map((quote) => [keyOf(quote), quote]));
    this.#targets(believed).forEach((target, position) => {
      const standing = kept.get(keyOf(target));
      if (standing) {
        if (this.#random.next() >= RESIZED_SHARE) return;
        this.#market.book.cancel(standing.id);
        this.#quotes.splice(this.#quotes.indexOf(standing), 1);
      }
      this.#place(target, position >> 1);
    });
  }

  #place(target: { side: Side; price: number }, depth: number): void {
    const id = `${this.owner}-${this.#count++}`;
    const placement = this.#market.book.place({
      id,
      owner: this.owner,
      side: target.side,
      price: price(target.price),
      quantity: drawSize(this.#random, this.#style.size * (1 + 0.6 * depth), 0.45, 5),
      mode: 'post-only',
    });
    if (placement.resting > 0) this.#quotes.push({ id, ...target });
  }

  /** Bid and ask of each depth in turn, best first, on the market's grid, without prices that leave it. */
  #targets(believed: number): { side: Side; price: number }[] {
    const fair = believed * 10_000 + this.#opinion;
    const targets: { side: Side; price: number }[] = [];
    let bid = this.#onGrid(fair - this.#style.halfSpread, 'bid');
    let ask = this.#onGrid(fair + this.#style.halfSpread, 'ask');
    for (let depth = 0; depth < this.#style.levels; depth++) {
      if (bid > 0) targets.push({ side: 'bid', price: bid });
      if (ask < 10_000) targets.push({ side: 'ask', price: ask });
      bid = this.#onGrid(bid - this.#spacing(bid), 'bid');
      ask = this.#onGrid(ask + this.#spacing(ask), 'ask');
    }
    return targets;
  }

  /** Whole cents on a cent grid, half cents on a finer one. */
  #spacing(at: number): number {
    return this.#market.stepAt(at) >= CENT ? CENT : CENT / 2;
  }

  #onGrid(at: number, side: Side): number {
    const within = Math.min(9_999, Math.max(1, at));
    const step = this.#market.stepAt(within);
    return side === 'bid' ? Math.floor(at / step) * step : Math.ceil(at / step) * step;
  }
}

const keyOf = (quote: { side: Side; price: number }) => (quote.side === 'bid' ? quote.price : -quote.price);
