import {
  type Price,
  type Quantity,
  addQuantity,
  quantity,
  subQuantity,
  ZERO_QUANTITY,
} from '@pm-arbitrage/core/money/money.js';

export type Side = 'bid' | 'ask';

export const oppositeOf = (side: Side): Side => (side === 'bid' ? 'ask' : 'bid');

/** An order that waits in the book, in YES terms: a bid buys YES, an ask sells YES, which is the same as buying NO. */
export interface RestingOrder {
  readonly id: string;
  readonly owner: string;
  readonly side: Side;
  readonly price: Price;
  remaining: Quantity;
  /** Arrival rank in the book; of two crossed orders the lower one sets the price. */
  readonly rank: number;
}

export interface Level {
  readonly price: Price;
  /** Sum of the orders, never 0. */
  size: Quantity;
  /** First come, first served. */
  readonly orders: RestingOrder[];
}

/** One side of a book: levels from best to worst, orders of a level in order of arrival. */
export class BookSide {
  readonly side: Side;
  readonly #levels: Level[] = [];

  constructor(side: Side) {
    this.side = side;
  }

  get levels(): readonly Level[] {
    return this.#levels;
  }

  best(): Level | undefined {
    return this.#levels[0];
  }

  sizeAt(price: Price): Quantity {
    const level = this.#levels[this.#find(price)];
    return level?.price === price ? level.size : ZERO_QUANTITY;
  }

  /** True when an order on the other side at `limit` would trade with a level at `price`. */
  reaches(limit: Price, price: Price): boolean {
    return this.side === 'ask' ? limit >= price : limit <= price;
  }

  add(order: RestingOrder): void {
    const index = this.#find(order.price);
    const level = this.#levels[index];
    if (level?.price === order.price) {
      level.orders.push(order);
      level.size = addQuantity(level.size, order.remaining);
    } else {
      this.#levels.splice(index, 0, { price: order.price, size: order.remaining, orders: [order] });
    }
  }

  /** Takes `by` off an order, and the order out of the book when nothing is left of it. */
  reduce(order: RestingOrder, by: Quantity): void {
    const index = this.#find(order.price);
    const level = this.#levels[index];
    const position = level?.orders.indexOf(order) ?? -1;
    if (!level || position < 0) throw new RangeError(`order ${order.id} is not in the book`);
    order.remaining = subQuantity(order.remaining, by);
    level.size = subQuantity(level.size, by);
    if (order.remaining === 0) level.orders.splice(position, 1);
    if (level.orders.length === 0) this.#levels.splice(index, 1);
  }

  /** Contracts that an order on the other side could take down to `limit`. */
  available(limit: Price): Quantity {
    let total = 0;
    for (const level of this.#levels) {
      if (!this.reaches(limit, level.price)) break;
      total += level.size;
    }
    return quantity(total);
  }

  /** Index of the level at `price`, or where it would be inserted. */
  #find(price: Price): number {
    let low = 0;
    let high = this.#levels.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const at = this.#levels[middle]?.price ?? price;
      const better = this.side === 'bid' ? at > price : at < price;
      if (better) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
