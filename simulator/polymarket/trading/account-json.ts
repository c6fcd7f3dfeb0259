import { getAddress } from 'ethers';
import { priceText, sizeText } from '../decimal-text.js';
import type { TradeMaker, TradeRecord, TradeState } from './trade-record.js';
import type { OrderState, TradingOrder } from './trading-order.js';

/* Orders and trades as REST and the user stream show them (reference §6.4, §11). */

const seconds = (ms: number) => Math.floor(ms / 1_000);

/** Fields of an order that both channels share. */
export function orderJson(order: TradingOrder, state: OrderState) {
  return {
    id: order.id,
    status: state.status,
    owner: order.owner,
    maker_address: getAddress(order.account.funder),
    market: order.listing.conditionId,
    asset_id: order.token,
    side: order.action,
    original_size: sizeText(order.terms.shares),
    size_matched: sizeText(state.matched),
    price: priceText(order.terms.price),
    outcome: order.listing.question.polymarketLabels[order.outcome],
    order_type: order.type,
    associate_trades: state.tradeIds,
    created_at: seconds(order.createdAt),
    expiration: String(order.expiration),
  };
}

const makerJson = (trade: TradeRecord, maker: TradeMaker) => ({
  order_id: maker.orderId,
  owner: maker.owner,
  maker_address: getAddress(maker.address),
  matched_amount: sizeText(maker.shares),
  price: priceText(maker.price),
  fee_rate_bps: '0',
  asset_id: trade.listing.tokens[maker.outcome],
  outcome: trade.listing.question.polymarketLabels[maker.outcome],
  outcome_index: maker.outcome,
  side: maker.action,
});

/** Fields of a trade that both channels share, all from the taker's side. */
function tradeFields(trade: TradeRecord, state: TradeState, at: number, role: 'TAKER' | 'MAKER') {
  return {
    id: trade.id,
    taker_order_id: trade.taker.orderId,
    market: trade.listing.conditionId,
    asset_id: trade.listing.tokens[trade.taker.outcome],
    side: trade.taker.action,
    size: sizeText(trade.shares),
    fee_rate_bps: '0',
    price: priceText(trade.price),
    match_time: String(seconds(trade.matchedAt)),
    last_update: String(seconds(at)),
    outcome: trade.listing.question.polymarketLabels[trade.taker.outcome],
    bucket_index: trade.bucket,
    owner: trade.taker.owner,
    maker_address: getAddress(trade.taker.address),
    trader_side: role,
    maker_orders: trade.makers.map((maker) => makerJson(trade, maker)),
    transaction_hash: state.transactionHash,
  };
}

/** REST prefixes statuses of trades. */
export function tradeJson(trade: TradeRecord, state: TradeState, at: number, role: 'TAKER' | 'MAKER') {
  const failed = state.status === 'FAILED' ? { err_msg: 'execution reverted' } : {};
  const fields = { ...tradeFields(trade, state, at, role), transaction_hash: state.transactionHash ?? '' };
  return { ...fields, status: `TRADE_STATUS_${state.status}`, ...failed };
}

export function tradeFrame(trade: TradeRecord, at: number, role: 'TAKER' | 'MAKER', owner: string) {
  const state = trade.history.now;
  return {
    event_type: 'trade',
    type: 'TRADE',
    ...tradeFields(trade, state, at, role),
    status: state.status,
    trade_owner: owner,
    timestamp: String(at),
  };
}

export function orderFrame(order: TradingOrder, kind: 'PLACEMENT' | 'UPDATE' | 'CANCELLATION', at: number) {
  const { state } = order;
  return {
    event_type: 'order',
    type: kind,
    ...orderJson(order, state),
    order_owner: order.owner,
    associate_trades: state.tradeIds.length > 0 ? state.tradeIds : null,
    timestamp: String(at),
  };
}
