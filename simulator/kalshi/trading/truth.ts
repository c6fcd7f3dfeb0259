import type { Price, Quantity, Usd } from '@pm-arbitrage/core/money/money.js';
import { usd } from '@pm-arbitrage/core/money/money.js';
import type { Side } from '../../engine/book-side.js';
import type { Account } from './account.js';
import type { OrderState } from './order.js';

/** What is really so at an account, without lag, lies or paging. */
export interface AccountTruth {
  readonly accountId: string;
  /** By shard, reservations included. */
  readonly cash: Readonly<Record<number, Usd>>;
  readonly reserved: Readonly<Record<number, Usd>>;
  /** Signed contracts by ticker, 1/1,000,000: positive YES, negative NO. Flat markets are left out. */
  readonly positions: Readonly<Record<string, number>>;
  /** Every order ever, oldest first. */
  readonly orders: readonly OrderTruth[];
  readonly fills: readonly FillTruth[];
  readonly settlements: readonly SettlementTruth[];
}

export interface OrderTruth {
  readonly id: string;
  readonly clientOrderId: string;
  readonly ticker: string;
  readonly side: Side;
  /** YES leg. */
  readonly price: Price;
  readonly status: OrderState['status'];
  /** A fill-or-kill order that was killed. */
  readonly killed: boolean;
  readonly count: Quantity;
  readonly filled: Quantity;
  readonly remaining: Quantity;
  readonly fees: Usd;
  /** Unix milliseconds. */
  readonly createdAt: number;
}

export interface FillTruth {
  readonly tradeId: string;
  readonly orderId: string;
  readonly clientOrderId: string;
  readonly ticker: string;
  readonly side: Side;
  /** YES leg. */
  readonly price: Price;
  readonly quantity: Quantity;
  readonly isTaker: boolean;
  readonly fee: Usd;
  readonly at: number;
}

export interface SettlementTruth {
  readonly ticker: string;
  readonly result: 'yes' | 'no';
  /** Signed contracts that were settled, 1/1,000,000. */
  readonly position: number;
  readonly revenue: Usd;
  readonly at: number;
}

export function truthOf(account: Account): AccountTruth {
  const byShard = (of: 'cash' | 'reserved') =>
    Object.fromEntries(account.shards.map((shard) => [shard, account.funds(shard)[of]]));
  return {
    accountId: account.id,
    cash: byShard('cash'),
    reserved: byShard('reserved'),
    positions: Object.fromEntries(
      [...account.positions].flatMap(([ticker, { state }]) => (state.now.size === 0 ? [] : [[ticker, state.now.size]])),
    ),
    orders: [...account.orders.values()].map(({ id, ticker, terms, state }) => ({
      id,
      clientOrderId: state.clientOrderId,
      ticker,
      side: terms.side,
      price: state.price,
      status: state.status,
      killed: state.killed,
      count: state.initial,
      filled: state.filled,
      remaining: state.remaining,
      fees: usd(state.takerFees + state.makerFees),
      createdAt: terms.createdAt,
    })),
    fills: account.fills.map(({ order, ...fill }) => ({
      ...fill,
      orderId: order.id,
      clientOrderId: order.state.clientOrderId,
      ticker: order.ticker,
    })),
    settlements: account.settlements.map(({ listing, position, ...rest }) => ({
      ...rest,
      ticker: listing.ticker,
      position: position.size,
    })),
  };
}
