import type { Price, Quantity } from '@pm-arbitrage/core/money/money.js';
import type { Side } from '../../engine/book-side.js';
import type { KalshiListing } from '../../world/kalshi-listing.js';
import type { Fields } from './fields.js';
import type { SelfTradePrevention, TimeInForce } from './order.js';
import { refusals } from './refusal.js';

/** A create body after its schema checks (reference §8.1). */
export interface OrderInput {
  readonly ticker: string;
  readonly clientOrderId: string | null;
  readonly side: Side;
  readonly count: Quantity;
  readonly price: Price;
  readonly timeInForce: TimeInForce;
  readonly selfTrade: SelfTradePrevention;
  readonly postOnly: boolean;
  readonly reduceOnly: boolean;
  readonly cancelOnPause: boolean;
  readonly groupId: string | null;
  /** Unix milliseconds. */
  readonly expiresAt: number | null;
  /** Null or -1 is found by ticker. */
  readonly exchangeIndex: number | null;
}

/** @throws Refusal on anything that the schema does not allow. */
export function readOrder(fields: Fields): OrderInput {
  const timeInForce = fields.oneOf('time_in_force', ['good_till_canceled', 'immediate_or_cancel', 'fill_or_kill']);
  const expiration = fields.optionalInteger('expiration_time');
  const input: OrderInput = {
    ticker: fields.text('ticker'),
    clientOrderId: readClientOrderId(fields, 'client_order_id'),
    side: fields.oneOf('side', ['bid', 'ask']),
    count: fields.count('count'),
    price: fields.dollars('price'),
    timeInForce,
    selfTrade: fields.oneOf('self_trade_prevention_type', ['taker_at_cross', 'maker']),
    postOnly: fields.flag('post_only'),
    reduceOnly: fields.flag('reduce_only'),
    cancelOnPause: fields.flag('cancel_order_on_pause'),
    groupId: fields.optionalText('order_group_id'),
    expiresAt: expiration === null ? null : expiration * 1_000,
    exchangeIndex: fields.optionalInteger('exchange_index'),
  };
  requireMainAccount(fields);
  const rests = timeInForce === 'good_till_canceled';
  if (input.count === 0) throw refusals.invalidOrderSize('count must be at least 0.01');
  if (input.expiresAt !== null && !rests) throw refusals.invalidParameters('expiration_time needs good_till_canceled');
  if (input.postOnly && !rests) throw refusals.invalidParameters('post_only needs good_till_canceled');
  if (input.reduceOnly && timeInForce !== 'immediate_or_cancel') {
    throw refusals.invalidParameters('reduce_only needs immediate_or_cancel');
  }
  return input;
}

/** Letters, digits and `-_:+=/`, at most 64 (reference §8.6). */
export function readClientOrderId(fields: Fields, name: string): string | null {
  const id = fields.optionalText(name);
  if (id !== null && !/^[-\w:+=/]{1,64}$/.test(id)) throw refusals.invalidParameters(`${name} has invalid characters`);
  return id;
}

/** The accounts here have no subaccounts but number 0. */
export function requireMainAccount(fields: Fields): void {
  if ((fields.optionalInteger('subaccount') ?? 0) !== 0) throw refusals.userNotFound();
}

/** @throws Refusal when the price is off the market's grid. */
export function requireOnGrid(listing: KalshiListing, at: Price): void {
  const range = listing.priceRanges.find(({ start, end }) => at >= start && at < end);
  const fits = at > 0 && at < 10_000 && range !== undefined && (at - range.start) % range.step === 0;
  if (!fits) throw refusals.invalidOrder('price is not on the price grid of the market');
}
