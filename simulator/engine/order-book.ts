import {
  minQuantity,
  type Price,
  type Quantity,
  quantity,
  subQuantity,
  ZERO_QUANTITY,
} from '@pm-arbitrage/core/money/money.js';
import { BookSide, type Level, oppositeOf, type RestingOrder, type Side } from './book-side.js';

export interface NewOrder {
  /** Unique in the book. */
  readonly id: string;
  readonly owner: string;
  readonly side: Side;
  /** YES price, 0 < price < 1 dollar. */
  readonly price: Price;
  readonly quantity: Quantity;
  /**
   * - `rest`: match, then wait in the book
   * - `post-only`: wait in the book, or be refused if it would match
   * - `immediate`: match, cancel what is left
   * - `all-or-nothing`: match in full or not at all
   * - `held`: wait in the book unmatched, even crossed, until `release`; a Polymarket mint that lags
   */
  readonly mode: 'rest' | 'post-only' | 'immediate' | 'all-or-nothing' | 'held';
  /**
   * What happens where it would trade with an order of the same owner; `allow` unless told.
   * - `stop`: matching ends there and nothing of the new order rests
   * - `cancel-resting`: the resting order is taken out and matching goes on
   */
  readonly selfTrade?: 'allow' | 'stop' | 'cancel-resting';
}

export interface Fill {
  readonly price: Price;
  readonly quantity: Quantity;
  readonly takerSide: Side;
  readonly maker: OrderOwner;
  readonly taker: OrderOwner;
}

/** Order id and owner as they were placed. */
export interface OrderOwner {
  readonly id: string;
  readonly owner: string;
}

export interface Placement {
  readonly fills: readonly Fill[];
  /** What waits in the book now. */
  readonly resting: Quantity;
  readonly refused: 'would-cross' | 'not-enough-volume' | null;
  /** Orders of the same owner that made room, with what was left of each. */
  readonly selfCancelled: readonly { readonly id: string; readonly remaining: Quantity }[];
}

/** What happens in a book, in order. `size` is the level's new size, `change` the signed difference by `order`. */
export interface BookListener {
  level(side: Side, price: Price, size: Quantity, change: number, order: OrderOwner): void;
  fill(fill: Fill): void;
}

/**
 * The one book of a market, in YES terms, with price-time priority and trades at the price of the order that was
 * there first. Knows nothing of time, money balances or fees: whoever owns it brings those.
 */
export class OrderBook {
  readonly bids = new BookSide('bid');
  readonly asks = new BookSide('ask');
  readonly #listener: BookListener;
  readonly #orders = new Map<string, RestingOrder>();
  #rank = 0;

  constructor(listener: BookListener) {
    this.#listener = listener;
  }

  bestBid(): Level | undefined {
    return this.bids.best();
  }

  bestAsk(): Level | undefined {
    return this.asks.best();
  }

  order(id: string): Readonly<RestingOrder> | undefined {
    return this.#orders.get(id);
  }

  /** True while a held order crosses the other side. */
  isCrossed(): boolean {
    const bid = this.bids.best();
    const ask = this.asks.best();
    return bid !== undefined && ask !== undefined && bid.price >= ask.price;
  }

  /** @throws RangeError on a price, quantity or id that no venue lets through its own checks. */
  place(order: NewOrder): Placement {
    if (order.price <= 0 || order.price >= 10_000) throw new RangeError(`price ${order.price} is outside the book`);
    if (order.quantity <= 0) throw new RangeError(`quantity ${order.quantity} is not positive`);
    if (this.#orders.has(order.id)) throw new RangeError(`order ${order.id} is already in the book`);
    const opposite = this.#sideOf(oppositeOf(order.side));
    const best = opposite.best();
    const crosses = best !== undefined && opposite.reaches(order.price, best.price);
    if (order.mode === 'post-only' && crosses) return refused('would-cross');
    if (order.mode === 'all-or-nothing' && this.#fillable(order, opposite) < order.quantity) {
      return refused('not-enough-volume');
    }
    const matched = order.mode === 'held' || !crosses ? NO_MATCH : this.#match(order, opposite);
    const { fills, selfCancelled, stopped } = matched;
    const filled = fills.reduce((total, fill) => total + fill.quantity, 0);
    const left = subQuantity(order.quantity, quantity(filled));
    const rests = !stopped && (order.mode === 'rest' || order.mode === 'post-only' || order.mode === 'held');
    if (!rests || left === 0) return { fills, resting: ZERO_QUANTITY, refused: null, selfCancelled };
    this.#add(order, left);
    return { fills, resting: left, refused: null, selfCancelled };
  }

  /** Takes an order out. @returns what was left of it, 0 when it is not in the book. */
  cancel(id: string): Quantity {
    const order = this.#orders.get(id);
    return order ? this.reduce(id, order.remaining) : ZERO_QUANTITY;
  }

  /** Makes an order smaller without losing its place. @returns by how much, at most what was left of it. */
  reduce(id: string, by: Quantity): Quantity {
    const order = this.#orders.get(id);
    if (!order) return ZERO_QUANTITY;
    const taken = minQuantity(by, order.remaining);
    this.#take(order, taken);
    return taken;
  }

  /** Matches what held orders left crossed; the younger order of each pair is the taker. */
  release(): readonly Fill[] {
    const fills: Fill[] = [];
    for (;;) {
      const bid = this.bids.best()?.orders[0];
      const ask = this.asks.best()?.orders[0];
      if (!bid || !ask || bid.price < ask.price) return fills;
      const [maker, taker] = bid.rank < ask.rank ? [bid, ask] : [ask, bid];
      const amount = minQuantity(bid.remaining, ask.remaining);
      const fill = fillOf(maker, taker, amount);
      fills.push(fill);
      this.#listener.fill(fill);
      this.#take(maker, amount);
      this.#take(taker, amount);
    }
  }

  /** Cancels everything, as at the close. */
  clear(): void {
    for (const id of this.#orders.keys()) this.cancel(id);
  }

  /** Contracts that trade before this order does at its price. */
  queueAhead(id: string): Quantity {
    const order = this.#orders.get(id);
    const level = order && this.#sideOf(order.side).levels.find((candidate) => candidate.price === order.price);
    let ahead = 0;
    for (const other of level?.orders ?? []) {
      if (other.id === id) break;
      ahead += other.remaining;
    }
    return quantity(ahead);
  }

  /** What an order would fill, its own orders left out as its self-trade rule says. */
  #fillable(order: NewOrder, opposite: BookSide): number {
    if ((order.selfTrade ?? 'allow') === 'allow') return opposite.available(order.price);
    let total = 0;
    for (const level of opposite.levels) {
      if (!opposite.reaches(order.price, level.price)) break;
      for (const maker of level.orders) {
        if (maker.owner !== order.owner) total += maker.remaining;
        else if (order.selfTrade === 'stop') return total;
      }
    }
    return total;
  }

  #match(order: NewOrder, opposite: BookSide): Matched {
    const fills: Fill[] = [];
    const selfCancelled: { id: string; remaining: Quantity }[] = [];
    let left: Quantity = order.quantity;
    while (left > 0) {
      const level = opposite.best();
      const maker = level?.orders[0];
      if (!level || !maker || !opposite.reaches(order.price, level.price)) break;
      if (maker.owner === order.owner && order.selfTrade === 'stop') return { fills, selfCancelled, stopped: true };
      if (maker.owner === order.owner && order.selfTrade === 'cancel-resting') {
        selfCancelled.push({ id: maker.id, remaining: this.cancel(maker.id) });
        continue;
      }
      const amount = minQuantity(left, maker.remaining);
      const fill = fillOf(maker, order, amount);
      fills.push(fill);
      left = subQuantity(left, amount);
      this.#listener.fill(fill);
      this.#take(maker, amount);
    }
    return { fills, selfCancelled, stopped: false };
  }

  #add(order: NewOrder, amount: Quantity): void {
    const { id, owner, side, price } = order;
    const resting: RestingOrder = { id, owner, side, price, remaining: amount, rank: this.#rank++ };
    const book = this.#sideOf(side);
    book.add(resting);
    this.#orders.set(id, resting);
    this.#listener.level(side, price, book.sizeAt(price), amount, { id, owner });
  }

  #take(order: RestingOrder, amount: Quantity): void {
    const book = this.#sideOf(order.side);
    book.reduce(order, amount);
    if (order.remaining === 0) this.#orders.delete(order.id);
    this.#listener.level(order.side, order.price, book.sizeAt(order.price), -amount, {
      id: order.id,
      owner: order.owner,
    });
  }

  #sideOf(side: Side): BookSide {
    return side === 'bid' ? this.bids : this.asks;
  }
}

interface Matched {
  readonly fills: readonly Fill[];
  readonly selfCancelled: Placement['selfCancelled'];
  /** Matching ended at an order of the same owner. */
  readonly stopped: boolean;
}

const NO_MATCH: Matched = { fills: [], selfCancelled: [], stopped: false };

interface Party extends OrderOwner {
  readonly side: Side;
  readonly price: Price;
}

const fillOf = (maker: Party, taker: Party, amount: Quantity): Fill => ({
  price: maker.price,
  quantity: amount,
  takerSide: taker.side,
  maker: { id: maker.id, owner: maker.owner },
  taker: { id: taker.id, owner: taker.owner },
});

const refused = (reason: 'would-cross' | 'not-enough-volume'): Placement => ({
  fills: [],
  resting: ZERO_QUANTITY,
  refused: reason,
  selfCancelled: [],
});
