import type { ContractSide } from '@pm-arbitrage/core/domain/platform.js';
import { complement, type Price, price, type Quantity, quantity } from '@pm-arbitrage/core/money/money.js';
import type { OrderBook } from '@pm-arbitrage/simulator/engine/order-book.js';

/**
 * What the books do while the trade runs.
 * - `steady`: they stay as they are
 * - `second-leaves`: with our first fill the other venue's offers are gone for good: only selling is left
 * - `second-moves`: with our first fill they move up a little: finishing is cheapest
 * - `way-out-later`: the offers leave, and those who would buy back come only after a moment
 * - `no-way-out`: neither stays: nothing can be made equal
 * - `gone`: there is nothing to buy when the approval comes
 */
export const sceneKinds = [
  'steady',
  'steady',
  'second-leaves',
  'second-moves',
  'way-out-later',
  'no-way-out',
  'gone',
] as const;
export type SceneKind = (typeof sceneKinds)[number];

/** A book with the contract that is to be bought in it. */
export interface SceneBook {
  readonly book: OrderBook;
  readonly side: ContractSide;
  readonly price: Price;
  readonly spread: number;
  readonly levels: number;
}

const CENT = 100;
/** Those who buy back take a few times what we could hold. */
const DEPTH = 3;

/** Strangers who lay and clear the books of one run. */
export class Scene {
  readonly #kind: SceneKind;
  readonly #sets: Quantity;
  #orders = 0;

  constructor(kind: SceneKind, sets: Quantity) {
    this.#kind = kind;
    this.#sets = sets;
  }

  /** The books at the time of the approval. */
  open(books: readonly SceneBook[]): void {
    for (const one of books) {
      one.book.clear();
      if (this.#kind !== 'gone') this.#offer(one, one.price);
      this.#demand(one, one.price - one.spread);
    }
  }

  /** Our first fill of the run has just happened in `filled`. @returns what happens a moment later, if anything */
  firstFill(filled: SceneBook, other: SceneBook): (() => void) | null {
    switch (this.#kind) {
      case 'steady':
      case 'gone':
        return null;
      case 'second-leaves':
        this.#withdraw(other, 'offers');
        return null;
      case 'second-moves':
        this.#withdraw(other, 'offers');
        this.#offer(other, other.price + 3 * CENT);
        // Selling back is dearer than that.
        return () => {
          this.#withdraw(filled, 'demand');
          this.#demand(filled, filled.price - 20 * CENT);
        };
      case 'way-out-later':
      case 'no-way-out':
        this.#withdraw(other, 'offers');
        return () => this.#withdraw(filled, 'demand');
    }
  }

  /** The moment in `way-out-later`. */
  later(filled: SceneBook): void {
    if (this.#kind === 'way-out-later') this.#demand(filled, filled.price - filled.spread);
  }

  #offer(one: SceneBook, from: number): void {
    const each = Math.ceil(this.#sets / one.levels / 10_000) * 10_000;
    for (let level = 0; level < one.levels; level++)
      this.#place(one, 'offers', price(from + level * CENT), quantity(each));
  }

  #demand(one: SceneBook, at: number): void {
    this.#place(one, 'demand', price(Math.max(CENT, at)), quantity(this.#sets * DEPTH));
  }

  #place({ book, side }: SceneBook, what: 'offers' | 'demand', at: Price, size: Quantity): void {
    const yes = side === 'yes';
    const id = `stranger-${this.#orders++}`;
    book.place({
      id,
      owner: 'stranger',
      // The book is in YES terms: who offers NO bids for YES.
      side: (what === 'offers') === yes ? 'ask' : 'bid',
      price: yes ? at : complement(at),
      quantity: size,
      mode: 'rest',
    });
  }

  #withdraw({ book, side }: SceneBook, what: 'offers' | 'demand'): void {
    const levels = (what === 'offers') === (side === 'yes') ? book.asks.levels : book.bids.levels;
    const ids = levels.flatMap((level) => level.orders.filter(({ owner }) => owner === 'stranger').map(({ id }) => id));
    for (const id of ids) book.cancel(id);
  }
}
