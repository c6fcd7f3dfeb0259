import type { Level } from '@pm-arbitrage/core/domain/price-update.js';
import type { Price, Quantity } from '@pm-arbitrage/core/money/money.js';

/* What a Polymarket WebSocket event can be, after validation (reference polymarket.md §10, §11). */

/** The whole book of one token, in that token's own terms. */
export interface BookEvent {
  readonly kind: 'book';
  readonly market: string;
  readonly token: string;
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
  /** Unix ms. */
  readonly time: number;
}

/** The new absolute size of one level of one token; 0 removes it. */
export interface LevelChange {
  readonly token: string;
  readonly side: 'bids' | 'asks';
  readonly price: Price;
  readonly size: Quantity;
  /** The token's touch after the change as the venue has it: null is an empty side, undefined was not sent. */
  readonly bestBid: Price | null | undefined;
  readonly bestAsk: Price | null | undefined;
}

export interface PriceChangeEvent {
  readonly kind: 'price_change';
  readonly market: string;
  readonly changes: readonly LevelChange[];
  readonly time: number;
}

export interface TradeEvent {
  readonly kind: 'last_trade_price';
  readonly market: string;
  readonly token: string;
  readonly price: Price;
  readonly size: Quantity;
  /** What the taker did with the token. */
  readonly side: 'buy' | 'sell';
  readonly time: number;
  readonly transaction: string;
}

export interface TickSizeEvent {
  readonly kind: 'tick_size_change';
  readonly market: string;
  readonly token: string;
  readonly tick: Price;
  readonly time: number;
}

export interface TouchEvent {
  readonly kind: 'best_bid_ask';
  readonly market: string;
  readonly token: string;
  readonly bestBid: Price | null;
  readonly bestAsk: Price | null;
  readonly time: number;
}

export interface NewMarketEvent {
  readonly kind: 'new_market';
  readonly market: string;
}

export interface ResolvedEvent {
  readonly kind: 'market_resolved';
  readonly market: string;
  /** Null where the venue named no winner: a split, or not known. */
  readonly winningToken: string | null;
  readonly time: number;
}

/** User-channel events: recognised here, used by the trading side. */
export interface UserEvent {
  readonly kind: 'order' | 'trade';
  readonly market: string;
}

export type PolymarketEvent =
  | BookEvent
  | PriceChangeEvent
  | TradeEvent
  | TickSizeEvent
  | TouchEvent
  | NewMarketEvent
  | ResolvedEvent
  | UserEvent
  /** The answer to our keep-alive. */
  | { readonly kind: 'pong' }
  | { readonly kind: 'unknown'; readonly type: string }
  | {
      readonly kind: 'invalid' | 'old-schema';
      readonly type: string | null;
      readonly reason: string;
      /** The market it would have changed, where that could be read. */
      readonly market: string | null;
    };
