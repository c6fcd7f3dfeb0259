import {
  mulDiv,
  notional,
  type Price,
  type Quantity,
  quantity,
  type Usd,
  usd,
  ZERO_QUANTITY,
  ZERO_USD,
} from '@pm-arbitrage/core/money/money.js';
import type { Side } from '../../engine/book-side.js';
import type { KalshiListing } from '../../world/kalshi-listing.js';
import { Versioned } from './versioned.js';

export type TimeInForce = 'good_till_canceled' | 'immediate_or_cancel' | 'fill_or_kill';
export type SelfTradePrevention = 'taker_at_cross' | 'maker';

/** Why an order changed last (reference §8.8); null at its creation and where Kalshi names no reason. */
export type UpdateReason =
  | 'Decrease'
  | 'Amend'
  | 'SelfTradeCancel'
  | 'ExpiryCancel'
  | 'CloseCancel'
  | 'HaltCancel'
  | 'Trade'
  | 'PostOnlyCrossCancel'
  | 'ReduceOnlyCancel';

/** What of an order never changes. */
export interface OrderTerms {
  readonly id: string;
  readonly accountId: string;
  readonly listing: KalshiListing;
  readonly side: Side;
  readonly timeInForce: TimeInForce;
  readonly selfTrade: SelfTradePrevention;
  readonly postOnly: boolean;
  /** Unix milliseconds, or null. */
  readonly expiresAt: number | null;
  readonly groupId: string | null;
  readonly cancelOnPause: boolean;
  readonly createdAt: number;
}

export interface OrderState {
  readonly status: 'resting' | 'canceled' | 'executed';
  readonly clientOrderId: string;
  readonly price: Price;
  /** Total asked for, as last amended. */
  readonly initial: Quantity;
  readonly filled: Quantity;
  /** 0 once it is canceled or executed. */
  readonly remaining: Quantity;
  readonly takerCost: Usd;
  readonly makerCost: Usd;
  readonly takerFees: Usd;
  readonly makerFees: Usd;
  /** Rounding paid and not had back (reference §10.2); spans taker and maker fills. */
  readonly accumulator: Usd;
  readonly reason: UpdateReason | null;
  /** Killed before anything happened; such orders burn their client id. */
  readonly killed: boolean;
  readonly updatedAt: number;
}

/** One order of an account with all its past. */
export class KalshiOrder {
  readonly terms: OrderTerms;
  readonly states: Versioned<OrderState>;

  constructor(terms: OrderTerms, clientOrderId: string, price: Price, count: Quantity) {
    this.terms = terms;
    this.states = new Versioned<OrderState>(terms.createdAt, {
      status: 'resting',
      clientOrderId,
      price,
      initial: count,
      filled: ZERO_QUANTITY,
      remaining: count,
      takerCost: ZERO_USD,
      makerCost: ZERO_USD,
      takerFees: ZERO_USD,
      makerFees: ZERO_USD,
      accumulator: ZERO_USD,
      reason: null,
      killed: false,
      updatedAt: terms.createdAt,
    });
  }

  get state(): OrderState {
    return this.states.now;
  }

  get id(): string {
    return this.terms.id;
  }

  get ticker(): string {
    return this.terms.listing.ticker;
  }

  get shard(): number {
    return this.terms.listing.series.exchangeIndex;
  }

  update(at: number, change: Partial<OrderState>): void {
    this.states.set(at, { ...this.state, ...change, updatedAt: at });
  }

  fill(at: number, fill: { price: Price; count: Quantity; taker: boolean; fee: Usd; accumulator: Usd }): void {
    const { state } = this;
    const filled = quantity(state.filled + fill.count);
    const remaining = quantity(state.remaining - fill.count);
    const own = this.terms.side === 'bid' ? fill.price : ((10_000 - fill.price) as Price);
    const cost = notional(fill.count, own, 'up');
    this.update(at, {
      status: remaining === 0 ? 'executed' : 'resting',
      filled,
      remaining,
      accumulator: fill.accumulator,
      reason: 'Trade',
      ...(fill.taker
        ? { takerCost: usd(state.takerCost + cost), takerFees: usd(state.takerFees + fill.fee) }
        : { makerCost: usd(state.makerCost + cost), makerFees: usd(state.makerFees + fill.fee) }),
    });
  }

  cancel(at: number, reason: UpdateReason | null): void {
    this.update(at, { status: 'canceled', remaining: ZERO_QUANTITY, reason });
  }
}

/** Averages per contract of some fills, 1/1,000,000 dollar; the price is the YES leg's. */
export function averages(side: Side, filled: Quantity, cost: Usd, fees: Usd): { price: Usd; fee: Usd } {
  const own = mulDiv(cost, 1_000_000, filled, 'down');
  return {
    price: usd(side === 'bid' ? own : 1_000_000 - own),
    fee: mulDiv(fees, 1_000_000, filled, 'up') as Usd,
  };
}
