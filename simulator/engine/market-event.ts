import type { Price, Quantity } from '@pm-arbitrage/core/money/money.js';
import type { Side } from './book-side.js';
import type { LiveMarket } from './live-market.js';
import type { OrderOwner } from './order-book.js';

/** A public trade. */
export interface Trade {
  /** UUID. */
  readonly id: string;
  /** YES price. */
  readonly price: Price;
  readonly quantity: Quantity;
  /** `bid` when the taker bought YES. */
  readonly takerSide: Side;
  /** Unix milliseconds. */
  readonly at: number;
  /** The order that waited in the book, and the one that came. */
  readonly maker: Party;
  readonly taker: Party;
}

/** Order id and owner as they were placed in the book. */
export type Party = OrderOwner;

/** What the engine tells the stand-ins; `at` is Unix milliseconds. */
export type MarketEvent =
  | {
      readonly type: 'listed' | 'opened' | 'closed' | 'determined' | 'settled' | 'paused' | 'resumed';
      readonly market: LiveMarket;
      readonly at: number;
    }
  | {
      readonly type: 'level';
      readonly market: LiveMarket;
      readonly at: number;
      readonly side: Side;
      readonly price: Price;
      /** New size of the level; 0 when it is gone. */
      readonly size: Quantity;
      /** Signed change, 1/1,000,000 contract. */
      readonly change: number;
      /** Whether the best price or its size on this side is another one now. */
      readonly touchMoved: boolean;
      /** The order that came, went or was filled. */
      readonly order: Party;
    }
  | { readonly type: 'trade'; readonly market: LiveMarket; readonly at: number; readonly trade: Trade }
  | {
      readonly type: 'tick';
      readonly market: LiveMarket;
      readonly at: number;
      readonly before: Price;
      readonly after: Price;
    };
