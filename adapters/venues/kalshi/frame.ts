import type { Level } from '@pm-arbitrage/core/domain/price-update.js';
import type { Price, Quantity } from '@pm-arbitrage/core/money/money.js';

/*
 * What a Kalshi WebSocket frame can be, after validation (reference kalshi.md §13). Prices of a book side are on that
 * side's own leg: a `no` level at p is a YES ask at 1 − p.
 */

export type BookSide = 'yes' | 'no';

/** A signed change of one level. */
export interface DeltaFrame {
  readonly kind: 'delta';
  readonly sid: number;
  readonly seq: number;
  readonly ticker: string;
  readonly side: BookSide;
  readonly price: Price;
  /** Signed, in 1/1,000,000 contract. */
  readonly change: number;
  /** Unix ms; null where the venue sent none. */
  readonly venueTime: number | null;
}

/** A whole book. A side without levels is absent on the wire and empty here. */
export interface SnapshotFrame {
  readonly kind: 'snapshot';
  readonly sid: number;
  readonly seq: number;
  /** The command it answers; null for the first snapshot of a subscription. */
  readonly id: number | null;
  readonly ticker: string;
  readonly yes: readonly Level[];
  readonly no: readonly Level[];
  readonly venueTime: number | null;
}

/** A trade between others. */
export interface TradeFrame {
  readonly kind: 'trade';
  readonly sid: number;
  readonly seq: number | null;
  readonly ticker: string;
  readonly tradeId: string;
  /** YES leg. */
  readonly price: Price;
  readonly quantity: Quantity;
  readonly taker: BookSide;
  readonly venueTime: number | null;
}

/** The best quotes of a market, without a sequence. Null: that side is empty. */
export interface TickerFrame {
  readonly kind: 'ticker';
  readonly sid: number;
  readonly ticker: string;
  readonly yesBid: Price | null;
  readonly yesAsk: Price | null;
  readonly venueTime: number | null;
}

/** A change in a market's life; the fields depend on the event. */
export interface LifecycleFrame {
  readonly kind: 'lifecycle';
  readonly sid: number;
  readonly seq: number | null;
  readonly ticker: string;
  readonly event: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** An event was listed, or its fees change. */
export interface EventFrame {
  readonly kind: 'event';
  readonly type: 'event_lifecycle' | 'event_fee_update';
  readonly sid: number;
  readonly seq: number | null;
  readonly eventTicker: string;
}

/** Answers to commands. */
export type ControlFrame =
  | {
      readonly kind: 'subscribed';
      readonly id: number | null;
      readonly channel: string;
      readonly sid: number;
    }
  | {
      readonly kind: 'ok';
      readonly id: number | null;
      readonly sid: number | null;
      readonly seq: number | null;
    }
  | {
      readonly kind: 'unsubscribed';
      readonly id: number | null;
      readonly sid: number;
      readonly seq: number | null;
    }
  | {
      readonly kind: 'error';
      readonly id: number | null;
      readonly sid: number | null;
      readonly seq: number | null;
      readonly code: number;
      readonly message: string;
    };

/** A documented type that market data does not use: private channels, auctions, reference prices. */
export interface RecognisedFrame {
  readonly kind: 'recognised';
  readonly type: string;
  readonly sid: number | null;
  readonly seq: number | null;
}

/** A type that is not documented: counted and ignored, but its number in the sequence counts. */
export interface UnknownFrame {
  readonly kind: 'unknown';
  readonly type: string;
  readonly sid: number | null;
  readonly seq: number | null;
}

/** Not a frame, or one whose content cannot be right. */
export interface RefusedFrame {
  readonly kind: 'invalid' | 'old-schema';
  readonly type: string | null;
  readonly reason: string;
  /** Where its place in a sequence could still be read. */
  readonly sid: number | null;
  readonly seq: number | null;
  /** The market it would have changed, where that could be read. */
  readonly ticker: string | null;
}

export type KalshiFrame =
  | DeltaFrame
  | SnapshotFrame
  | TradeFrame
  | TickerFrame
  | LifecycleFrame
  | EventFrame
  | ControlFrame
  | RecognisedFrame
  | UnknownFrame
  | RefusedFrame;
