import type { Fill, OrderSpec, VenueOrder } from '../domain/order.js';
import type { ContractSide, MarketId, Platform } from '../domain/platform.js';
import type { Price, Quantity, Usd } from '../money/money.js';

/**
 * An order built and signed, ready to send: `send` does nothing but I/O. Its ids are known before it leaves, so they
 * can be committed first.
 */
export interface PreparedOrder {
  readonly spec: OrderSpec;
  /** The id the venue will know it by, where that is known in advance (Polymarket's order hash); else null. */
  readonly venueOrderId: string | null;
  send(): Promise<PlaceOutcome>;
}

/**
 * What became of a placement. `rejected` is proof that the venue refused it for good; `in-doubt` is anything that is not
 * proof: time-out, 5xx, a broken connection.
 */
export type PlaceOutcome =
  | { readonly kind: 'accepted'; readonly order: VenueOrder }
  | { readonly kind: 'rejected'; readonly code: string; readonly message: string }
  | { readonly kind: 'in-doubt'; readonly reason: string };

/** Names an order to its venue: some find it by our id, some only by their own, some only with its market. */
export interface OrderRef {
  readonly clientOrderId: string;
  /** Null where the venue gives its id only in its answer and that never came. */
  readonly venueOrderId: string | null;
  readonly market: MarketId;
}

/** An order that rests at the venue, also one that is not ours. */
export interface OpenOrder {
  readonly venueOrderId: string;
  /** Null: placed by somebody else under our account. */
  readonly clientOrderId: string | null;
  readonly market: MarketId;
  /** What is left of it. */
  readonly remaining: Quantity;
}

/** A fill as the venue lists it. */
export interface VenueFill extends Omit<Fill, 'clientOrderId'> {
  readonly venueOrderId: string;
  /** Null: of an order that is not ours. */
  readonly clientOrderId: string | null;
}

export interface VenueBalance {
  /** Free to spend. */
  readonly available: Usd;
  /** Held for resting orders. */
  readonly reserved: Usd;
}

export interface VenuePosition {
  readonly market: MarketId;
  readonly side: ContractSide;
  readonly quantity: Quantity;
}

/** What the venue lets us do now. */
export interface TradingStatus {
  /** `reduce-only`: positions may only shrink; `cancel-only`: nothing new; `closed`: not even cancels. */
  readonly orders: 'open' | 'reduce-only' | 'cancel-only' | 'closed';
  /** Why, in the venue's words; empty when open. */
  readonly reason: string;
  /** The venue's clock minus ours, ms; null where it is not known. */
  readonly clockSkewMs: number | null;
}

/** A market that paid: what one YES contract brought; NO brought the rest of the dollar. */
export interface VenueSettlement {
  readonly market: MarketId;
  readonly yesPayout: Price;
  /** Unix ms. */
  readonly at: number;
}

/**
 * Where orders go: a live venue or the paper broker. The executor cannot tell which. Every method but `prepare` and
 * `send` may be repeated without changing anything further. Methods reject with a CodedError when the venue does not
 * answer or refuses; its message says what to do.
 */
export interface TradingVenue {
  readonly platform: Platform;
  /**
   * Makes sure that orders may leave (credentials, chain, allowances, funds, location, clock), opens the private stream
   * and arms the venue's dead-man switch. @throws CodedError that says what to do; no order may be sent then.
   */
  connect(): Promise<void>;
  /** Builds and signs without sending. @throws CodedError when the order breaks a rule of the venue. */
  prepare(spec: OrderSpec): Promise<PreparedOrder>;
  /** The order as the venue knows it, fills included; null when it does not know it now, which is no proof. */
  lookup(order: OrderRef): Promise<VenueOrder | null>;
  /**
   * Makes sure that an order the venue does not know can no longer arrive. True is proof that it was never accepted and
   * never will be; false means not yet, or that it exists after all: look it up again. Where only another request under
   * the same id can prove it, that is sent if `mayOrder` (never after a halt), and can at worst be the order itself.
   */
  ruleOut(order: OrderRef & { readonly spec: OrderSpec }, mayOrder: boolean): Promise<boolean>;
  cancel(order: OrderRef): Promise<VenueOrder | null>;
  /** Cancels every resting order of the account, ours or not; resolves with how many were cancelled. */
  cancelAll(): Promise<number>;
  openOrders(): Promise<readonly OpenOrder[]>;
  /** Fills since a time, Unix ms, with their finality now; oldest first. */
  fillsSince(since: number): Promise<readonly VenueFill[]>;
  /** Cash; with a market, only what an order in that market could use (Kalshi keeps cash by exchange shard). */
  balance(market?: MarketId): Promise<VenueBalance>;
  positions(): Promise<readonly VenuePosition[]>;
  status(): Promise<TradingStatus>;
  /** Smoothed round trip of order requests in ms; null before the first. */
  latencyMs(): number | null;
  /** Turns pairs of YES and NO back into a dollar each; nothing where the venue nets by itself, or they are gone. */
  mergePairs(market: MarketId, pairs: Quantity): Promise<void>;
  /** Turns contracts of a resolved market into what they pay; nothing where the venue pays by itself, or it did. */
  redeem(market: MarketId): Promise<void>;
  /** What the venue paid for resolved markets among these; markets it has not paid yet are absent. */
  settlements(markets: readonly MarketId[]): Promise<readonly VenueSettlement[]>;
  /** Called for every fill and every change of its finality, possibly more than once, in no promised order. */
  onFill(listener: (fill: Fill) => void): void;
  close(): Promise<void>;
}
