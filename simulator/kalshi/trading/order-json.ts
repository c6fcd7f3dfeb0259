import { USD_DECIMALS, usd } from '@pm-arbitrage/core/money/money.js';
import { formatScaled } from '@pm-arbitrage/core/money/decimal.js';
import { contracts, dollars, microDollars, rfc3339 } from '../fixed-point.js';
import type { Account } from './account.js';
import { averages, type KalshiOrder, type OrderState } from './order.js';

/** The Order object of reference §8.8, as it was in one of its states. */
export function orderJson(account: Account, { terms, id, ticker, shard }: KalshiOrder, state: OrderState) {
  const outcome = terms.side === 'bid' ? 'yes' : 'no';
  return {
    order_id: id,
    user_id: account.userId,
    client_order_id: state.clientOrderId,
    ticker,
    side: outcome,
    action: 'buy',
    outcome_side: outcome,
    book_side: terms.side,
    type: 'limit',
    status: state.status,
    yes_price_dollars: dollars(state.price),
    no_price_dollars: dollars(10_000 - state.price),
    initial_count_fp: contracts(state.initial),
    fill_count_fp: contracts(state.filled),
    remaining_count_fp: contracts(state.remaining),
    taker_fill_cost_dollars: microDollars(state.takerCost),
    maker_fill_cost_dollars: microDollars(state.makerCost),
    taker_fees_dollars: microDollars(state.takerFees),
    maker_fees_dollars: microDollars(state.makerFees),
    expiration_time: terms.expiresAt === null ? null : rfc3339(terms.expiresAt),
    created_time: rfc3339(terms.createdAt),
    last_update_time: rfc3339(state.updatedAt),
    self_trade_prevention_type: terms.selfTrade,
    order_group_id: terms.groupId,
    cancel_order_on_pause: terms.cancelOnPause,
    subaccount_number: 0,
    exchange_index: shard,
  };
}

/** Answer to a create or amend (reference §8.1); averages only where something was filled. */
export function placedJson(order: KalshiOrder, at: number) {
  const { state, terms } = order;
  const average =
    state.filled === 0
      ? null
      : averages(
          terms.side,
          state.filled,
          usd(state.takerCost + state.makerCost),
          usd(state.takerFees + state.makerFees),
        );
  return {
    order_id: order.id,
    client_order_id: state.clientOrderId,
    fill_count: contracts(state.filled),
    remaining_count: contracts(state.remaining),
    ...(average === null
      ? {}
      : { average_fill_price: perContract(average.price), average_fee_paid: perContract(average.fee) }),
    ts_ms: at,
  };
}

const perContract = (amount: number): string => formatScaled(amount, USD_DECIMALS, 4);

export const canceledJson = (order: KalshiOrder, reducedBy: number, at: number) => ({
  order_id: order.id,
  client_order_id: order.state.clientOrderId,
  reduced_by: contracts(reducedBy),
  ts_ms: at,
});
