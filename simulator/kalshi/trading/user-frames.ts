import type { Quantity } from '@pm-arbitrage/core/money/money.js';
import { contracts, dollars, microDollars, rfc3339, seconds } from '../fixed-point.js';
import type { Account, AccountFill } from './account.js';
import type { KalshiOrder } from './order.js';
import type { Position } from './position.js';

/* Bodies (`msg`) of the private frames of reference §13.8. */

export function fillMsg(fill: AccountFill, after: Position) {
  const { order, side } = fill;
  const outcome = side === 'bid' ? 'yes' : 'no';
  return {
    trade_id: fill.tradeId,
    order_id: order.id,
    client_order_id: order.state.clientOrderId,
    market_ticker: order.ticker,
    exchange_index: order.shard,
    is_taker: fill.isTaker,
    side: outcome,
    action: 'buy',
    purchased_side: outcome,
    outcome_side: outcome,
    book_side: side,
    yes_price_dollars: dollars(fill.price),
    count_fp: contracts(fill.quantity),
    fee_cost: microDollars(fill.fee),
    post_position_fp: contracts(after.size),
    ts: seconds(fill.at),
    ts_ms: fill.at,
    subaccount: 0,
  };
}

export function userOrderMsg(account: Account, order: KalshiOrder) {
  const { terms, state } = order;
  const outcome = terms.side === 'bid' ? 'yes' : 'no';
  return {
    order_id: order.id,
    user_id: account.userId,
    ticker: order.ticker,
    exchange_index: order.shard,
    status: state.status,
    side: outcome,
    is_yes: terms.side === 'bid',
    outcome_side: outcome,
    book_side: terms.side,
    yes_price_dollars: dollars(state.price),
    fill_count_fp: contracts(state.filled),
    remaining_count_fp: contracts(state.remaining),
    initial_count_fp: contracts(state.initial),
    taker_fill_cost_dollars: microDollars(state.takerCost),
    maker_fill_cost_dollars: microDollars(state.makerCost),
    taker_fees_dollars: microDollars(state.takerFees),
    maker_fees_dollars: microDollars(state.makerFees),
    client_order_id: state.clientOrderId,
    self_trade_prevention_type: terms.selfTrade,
    created_time: rfc3339(terms.createdAt),
    created_ts_ms: terms.createdAt,
    last_updated_ts_ms: state.updatedAt,
    ...(state.reason === null ? {} : { last_update_reason: state.reason }),
    ...(terms.groupId === null ? {} : { order_group_id: terms.groupId }),
    ...(terms.expiresAt === null
      ? {}
      : { expiration_time: rfc3339(terms.expiresAt), expiration_ts_ms: terms.expiresAt }),
    subaccount_number: 0,
  };
}

export function marketPositionMsg(account: Account, ticker: string, position: Position) {
  return {
    user_id: account.userId,
    market_ticker: ticker,
    position_fp: contracts(position.size),
    position_cost_dollars: microDollars(position.cost),
    realized_pnl_dollars: microDollars(position.realized),
    fees_paid_dollars: microDollars(position.fees),
    position_fee_cost_dollars: microDollars(position.fees),
    volume_fp: contracts(position.volume),
    subaccount: 0,
  };
}

export const orderGroupMsg = (
  event: 'created' | 'triggered' | 'reset' | 'deleted' | 'limit_updated',
  id: string,
  limit: Quantity,
  at: number,
) => ({ event_type: event, order_group_id: id, contracts_limit_fp: contracts(limit), ts_ms: at });
