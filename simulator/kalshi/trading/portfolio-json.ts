import { type Usd, usd } from '@pm-arbitrage/core/money/money.js';
import type { KalshiListing } from '../../world/kalshi-listing.js';
import { cents, contracts, dollars, microDollars, rfc3339, seconds } from '../fixed-point.js';
import type { AccountFill, Settlement, Transfer } from './account.js';
import type { Position } from './position.js';

/* Objects of reference §9. */

export function fillJson({ tradeId, order, side, price, quantity, isTaker, fee, at }: AccountFill) {
  const outcome = side === 'bid' ? 'yes' : 'no';
  return {
    fill_id: tradeId,
    trade_id: tradeId,
    order_id: order.id,
    ticker: order.ticker,
    market_ticker: order.ticker,
    exchange_index: order.shard,
    side: outcome,
    action: 'buy',
    outcome_side: outcome,
    book_side: side,
    count_fp: contracts(quantity),
    yes_price_dollars: dollars(price),
    no_price_dollars: dollars(10_000 - price),
    is_taker: isTaker,
    fee_cost: microDollars(fee),
    created_time: rfc3339(at),
    ts: seconds(at),
    subaccount_number: 0,
  };
}

export const marketPositionJson = ({ ticker, series }: KalshiListing, position: Position) => ({
  ticker,
  exchange_index: series.exchangeIndex,
  position_fp: contracts(position.size),
  market_exposure_dollars: microDollars(position.cost),
  total_traded_dollars: microDollars(position.traded),
  realized_pnl_dollars: microDollars(position.realized),
  fees_paid_dollars: microDollars(position.fees),
  last_updated_ts: rfc3339(position.updatedAt),
});

/** Sums of an event's markets. */
export function eventPositionJson(eventTicker: string, positions: readonly Position[]) {
  const sum = (of: (position: Position) => number): number =>
    positions.reduce((total, position) => total + of(position), 0);
  return {
    event_ticker: eventTicker,
    total_cost_dollars: microDollars(sum(({ traded }) => traded)),
    total_cost_shares_fp: contracts(sum(({ volume }) => volume)),
    event_exposure_dollars: microDollars(sum(({ cost }) => cost)),
    realized_pnl_dollars: microDollars(sum(({ realized }) => realized)),
    fees_paid_dollars: microDollars(sum(({ fees }) => fees)),
  };
}

export function settlementJson({ listing, result, position, revenue, at }: Settlement) {
  const yes = position.size > 0;
  const nothing = { count: contracts(0), cost: microDollars(0) };
  const held = { count: contracts(Math.abs(position.size)), cost: microDollars(position.cost) };
  return {
    ticker: listing.ticker,
    exchange_index: listing.series.exchangeIndex,
    event_ticker: listing.eventTicker,
    market_result: result,
    yes_count_fp: (yes ? held : nothing).count,
    yes_total_cost_dollars: (yes ? held : nothing).cost,
    no_count_fp: (yes ? nothing : held).count,
    no_total_cost_dollars: (yes ? nothing : held).cost,
    revenue: cents(revenue),
    settled_time: rfc3339(at),
    fee_cost: microDollars(position.fees),
    value: result === 'yes' ? 100 : 0,
  };
}

export const transferJson = ({ id, from, to, amount, createdAt, status }: Transfer) => ({
  transfer_id: id,
  source: 'event_contract',
  destination: 'event_contract',
  source_exchange_shard: from,
  destination_exchange_shard: to,
  amount: dollars(amount / 100),
  status: status.now,
  created_ts: seconds(createdAt),
});

/** Dollars with four decimals, toward minus infinity. */
export const balanceText = (amount: Usd): string => dollars(Math.floor(amount / 100));

export const addAll = (amounts: Iterable<number>): Usd => {
  let total = 0;
  for (const amount of amounts) total += amount;
  return usd(total);
};
