import {
  complement,
  mulDiv,
  type Price,
  type Quantity,
  quantity,
  type Usd,
  ZERO_QUANTITY,
  ZERO_USD,
} from '@pm-arbitrage/core/money/money.js';
import type { Side } from '../../engine/book-side.js';
import type { PolymarketListing } from '../../world/polymarket-listing.js';
import type { Account } from './accounts.js';
import type { OrderTerms } from './order-terms.js';
import type { Action, OrderPayload, OrderType } from './signed-order.js';
import { Timeline } from './timeline.js';

/** Reference §6.4; `DELAYED` orders wait for the end of a delay window. */
export type OrderStatus = 'DELAYED' | 'LIVE' | 'MATCHED' | 'CANCELED' | 'CANCELED_MARKET_RESOLVED' | 'INVALID';

export interface OrderState {
  readonly status: OrderStatus;
  readonly matched: Quantity;
  readonly tradeIds: readonly string[];
  /** Charged as a taker so far. */
  readonly fees: Usd;
}

interface Origin {
  readonly id: string;
  readonly account: Account;
  readonly listing: PolymarketListing;
  readonly outcome: 0 | 1;
  readonly payload: OrderPayload;
  readonly terms: OrderTerms;
  /** Unix ms. */
  readonly createdAt: number;
}

/** An accepted order and everything that became of it. */
export class TradingOrder {
  readonly id: string;
  readonly account: Account;
  /** API key it was placed with. */
  readonly owner: string;
  readonly listing: PolymarketListing;
  readonly outcome: 0 | 1;
  readonly action: Action;
  readonly type: OrderType;
  readonly postOnly: boolean;
  readonly terms: OrderTerms;
  /** Unix seconds; 0 for none. */
  readonly expiration: number;
  readonly createdAt: number;
  readonly history: Timeline<OrderState>;

  constructor({ id, account, listing, outcome, payload, terms, createdAt }: Origin) {
    this.id = id;
    this.account = account;
    this.owner = payload.owner;
    this.listing = listing;
    this.outcome = outcome;
    this.action = payload.order.side;
    this.type = payload.orderType;
    this.postOnly = payload.postOnly;
    this.terms = terms;
    this.expiration = payload.expiration;
    this.createdAt = createdAt;
    const state: OrderState = { status: 'DELAYED', matched: ZERO_QUANTITY, tradeIds: [], fees: ZERO_USD };
    this.history = new Timeline(state, createdAt);
  }

  get state(): OrderState {
    return this.history.now;
  }

  get isMarket(): boolean {
    return this.type === 'FOK' || this.type === 'FAK';
  }

  get token(): string {
    return this.listing.tokens[this.outcome];
  }

  /** A purchase of YES and a sale of NO bid for YES. */
  get bookSide(): Side {
    return (this.action === 'BUY') === (this.outcome === 0) ? 'bid' : 'ask';
  }

  /** Limit in YES terms. */
  get bookPrice(): Price {
    return this.ownPrice(this.terms.price);
  }

  /** Price of the order's token at a YES price, and the other way round. */
  ownPrice(price: Price): Price {
    return this.outcome === 0 ? price : complement(price);
  }

  /** Shares that are still to be had; a market BUY may get more than it signed for. */
  get remaining(): Quantity {
    return quantity(Math.max(0, this.terms.shares - this.state.matched));
  }

  /** What the rest of it could cost: micro-dollars of a BUY, shares of a SELL. */
  get reserved(): number {
    return this.action === 'BUY' ? mulDiv(this.remaining, this.terms.price, 10_000, 'up') : this.remaining;
  }

  /** Records a change at Unix ms `at`. */
  change(change: Partial<OrderState>, at: number): void {
    this.history.set({ ...this.state, ...change }, at);
  }
}
