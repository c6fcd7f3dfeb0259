import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { OrderSpec, TimeInForce } from '@pm-arbitrage/core/domain/order.js';
import { nativeIdOf } from '@pm-arbitrage/core/domain/platform.js';
import { formatScaled } from '@pm-arbitrage/core/money/decimal.js';
import { formatPrice, formatQuantity, type Price, PRICE_DECIMALS } from '@pm-arbitrage/core/money/money.js';
import { KalshiOrderError } from './order-error.js';
import { gridEnds, isOnGrid } from './price-grid.js';
import { type BookSide, bookSideOf, onYesLeg } from './yes-leg.js';

/** Body of `POST /portfolio/events/orders` (kalshi.md §8.1). */
export interface KalshiOrderBody {
  readonly ticker: string;
  readonly client_order_id: string;
  readonly side: BookSide;
  /** Contracts, two decimals. */
  readonly count: string;
  /** Dollars of the YES leg, four decimals. */
  readonly price: string;
  readonly time_in_force: 'good_till_canceled' | 'immediate_or_cancel' | 'fill_or_kill';
  readonly self_trade_prevention_type: 'taker_at_cross';
  readonly exchange_index: number;
  readonly post_only?: true;
  /** Unix seconds. */
  readonly expiration_time?: number;
}

/** Kalshi's finest count, 0.01 contract, in units of Quantity. */
const LOT = 10_000;
const CLIENT_ID = /^[-\w:+=/]{1,64}$/;

const TIMES_IN_FORCE: Readonly<Record<TimeInForce, KalshiOrderBody['time_in_force']>> = {
  fok: 'fill_or_kill',
  ioc: 'immediate_or_cancel',
  gtc: 'good_till_canceled',
  gtd: 'good_till_canceled',
};

/**
 * The order in Kalshi's words: one YES book, texts for numbers, the shard pinned.
 * @param now Unix ms at the venue
 * @throws KalshiOrderError when Kalshi would refuse it; the message says why
 */
export function orderBody(spec: OrderSpec, market: Market, now: number): KalshiOrderBody {
  const { clientOrderId, limitPrice, postOnly, quantity, timeInForce } = spec;
  if (market.routing.platform !== 'kalshi')
    throw new KalshiOrderError(
      'kalshi.market',
      `${market.id} is no market of Kalshi; send this order to its own venue`,
    );
  if (!CLIENT_ID.test(clientOrderId))
    throw new KalshiOrderError(
      'kalshi.client-id',
      `"${clientOrderId}" cannot name an order at Kalshi; use 1 to 64 letters, digits or -_:+=/`,
    );
  const step = Math.max(LOT, market.lot);
  if (quantity <= 0 || quantity < market.minQuantity || quantity % step !== 0 || quantity % LOT !== 0)
    throw new KalshiOrderError(
      'kalshi.count',
      `${formatQuantity(quantity)} contracts cannot be ordered in ${market.id}; use a multiple of ` +
        `${formatQuantity(market.lot)}, at least ${formatQuantity(market.minQuantity)}`,
    );
  const yesPrice = onYesLeg(limitPrice, spec.side);
  if (!isOnGrid(yesPrice, market.priceRanges))
    throw new KalshiOrderError(
      'kalshi.price',
      `${spec.side} at $${formatPrice(limitPrice)} is not on the price grid of ${market.id}; round it to an allowed price`,
    );
  const rests = timeInForce === 'gtc' || timeInForce === 'gtd';
  if (postOnly && !rests)
    throw new KalshiOrderError(
      'kalshi.post-only',
      `an order cannot be post-only and ${timeInForce}; let it rest (gtc, gtd)`,
    );
  return {
    ticker: nativeIdOf(market.id),
    client_order_id: clientOrderId,
    side: bookSideOf(spec),
    count: formatScaled(quantity / LOT, 2, 2),
    price: priceText(yesPrice),
    time_in_force: TIMES_IN_FORCE[timeInForce],
    self_trade_prevention_type: 'taker_at_cross',
    exchange_index: market.routing.exchangeIndex,
    ...(postOnly ? { post_only: true } : {}),
    ...(timeInForce === 'gtd' ? { expiration_time: expirySeconds(spec, now) } : {}),
  };
}

/**
 * The order that spends the id of another one: the same contracts on the same side, all or nothing, at the price that
 * asks most of the other side. Filled after all, it would be the order itself at a better price.
 * @throws KalshiOrderError as `orderBody`
 */
export function burnBody(spec: OrderSpec, market: Market, now: number): KalshiOrderBody {
  const plain = orderBody({ ...spec, timeInForce: 'fok', postOnly: false }, market, now);
  const { lowest, highest } = gridEnds(market.priceRanges);
  return { ...plain, price: priceText(plain.side === 'bid' ? lowest : highest) };
}

const priceText = (at: Price): string => formatScaled(at, PRICE_DECIMALS, PRICE_DECIMALS);

/** Rounded down: an order never outlives what was asked. */
function expirySeconds({ clientOrderId, expiresAt }: OrderSpec, now: number): number {
  if (expiresAt === null)
    throw new KalshiOrderError('kalshi.expiry', `order ${clientOrderId} is good till a date but names none`);
  const seconds = Math.floor(expiresAt / 1000);
  if (seconds * 1000 <= now)
    throw new KalshiOrderError(
      'kalshi.expiry',
      `order ${clientOrderId} would expire in this very second; give it a later expiry`,
    );
  return seconds;
}
