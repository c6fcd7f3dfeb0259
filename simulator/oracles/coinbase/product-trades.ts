import type { FeedFaults } from '../feed-faults.js';
import type { PriceOf } from '../price-of.js';
import { priceText } from '../price-text.js';
import type { TradeClock } from '../trade-clock.js';

export interface ProductTrade {
  readonly trade_id: number;
  readonly product_id: string;
  /** Of the maker. */
  readonly side: 'buy' | 'sell';
  readonly price: string;
  readonly size: string;
  /** RFC 3339 with microseconds. */
  readonly time: string;
}

export interface ProductQuote {
  readonly best_bid: string;
  readonly best_ask: string;
}

/** Half the distance between best bid and best ask, as a share of the price. */
const HALF_SPREAD = 0.000_002;

/** Coinbase pads nothing. */
const text = (price: number): string => priceText(price, price >= 10 ? 2 : 6);

/** RFC 3339 with microseconds, as Coinbase writes times. */
export const microTime = (time: number): string => new Date(time).toISOString().replace('Z', '000Z');

/** What is traded of each product, by id: a function of time alone. */
export class ProductTrades {
  readonly #clock: TradeClock;
  readonly #priceOf: PriceOf;
  readonly #faults: FeedFaults;

  constructor(clock: TradeClock, priceOf: PriceOf, faults: FeedFaults) {
    this.#clock = clock;
    this.#priceOf = faults.told(priceOf);
    this.#faults = faults;
  }

  trade(product: string, id: number): ProductTrade {
    const time = this.#clock.timeOf(id);
    return {
      trade_id: id,
      product_id: product,
      side: id % 2 === 0 ? 'sell' : 'buy',
      price: text(this.#priceOf(product.toLowerCase(), time)),
      size: '0.01000000',
      time: microTime(time + this.#faults.skewMs),
    };
  }

  quote(product: string, id: number): ProductQuote {
    const price = this.#priceOf(product.toLowerCase(), this.#clock.timeOf(id));
    return {
      best_bid: text(price * (1 - HALF_SPREAD)),
      best_ask: text(price * (1 + HALF_SPREAD)),
    };
  }
}
