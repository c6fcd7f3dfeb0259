import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { OrderSpec } from '@pm-arbitrage/core/domain/order.js';
import {
  complement,
  formatPrice,
  formatQuantity,
  formatUsd,
  notional,
  PRICE_SCALE,
  type Price,
} from '@pm-arbitrage/core/money/money.js';

/** Thrown when an order breaks a rule of Polymarket; nothing was sent. */
export class PolymarketOrderError extends CodedError {}

/** What is given and what is asked for it, in 1/1,000,000 dollar or share. */
export interface OrderAmounts {
  readonly makerAmount: bigint;
  readonly takerAmount: bigint;
}

/** Shares go to 2 decimals whatever the tick (polymarket.md §8.1). */
const SHARE_STEP = 10_000;

/**
 * The amounts of an order at its limit (polymarket.md §8.2). With shares to 2 decimals and a price on the tick their
 * product is exact, so nothing is rounded; what is off the grid is refused, because a rounded leg would be unequal.
 * @throws PolymarketOrderError that says which rule is broken.
 */
export function orderAmounts(spec: OrderSpec, market: Market): OrderAmounts {
  const refuse = (rule: string, message: string) =>
    new PolymarketOrderError(`polymarket.order-${rule}`, `order ${spec.clientOrderId} in ${market.id}: ${message}`, {
      clientOrderId: spec.clientOrderId,
    });
  const { quantity, limitPrice, action } = spec;
  if (quantity <= 0 || quantity % SHARE_STEP !== 0) {
    throw refuse('lot', `${formatQuantity(quantity)} shares are not a positive number with at most 2 decimals`);
  }
  // The grid is written for YES; a NO at p is a YES at 1 − p.
  if (!onGrid(spec.side === 'yes' ? limitPrice : complement(limitPrice), market)) {
    throw refuse('tick', `$${formatPrice(limitPrice)} is not on the price grid of the market`);
  }
  const rests = action === 'buy' || spec.timeInForce === 'gtc' || spec.timeInForce === 'gtd';
  if (rests && quantity < market.minQuantity) {
    throw refuse(
      'minimum',
      `${formatQuantity(quantity)} shares are less than the minimum of ${formatQuantity(market.minQuantity)}`,
    );
  }
  const dollars = notional(quantity, limitPrice, 'down');
  if (action === 'buy' && !spec.postOnly && dollars < market.minNotional) {
    throw refuse(
      'minimum',
      `$${formatUsd(dollars)} is less than the $${formatUsd(market.minNotional)} a marketable order needs`,
    );
  }
  return action === 'buy'
    ? { makerAmount: BigInt(dollars), takerAmount: BigInt(quantity) }
    : { makerAmount: BigInt(quantity), takerAmount: BigInt(dollars) };
}

function onGrid(price: Price, { priceRanges }: Market): boolean {
  if (price <= 0 || price >= PRICE_SCALE) return false;
  return priceRanges.some(
    ({ start, end, step }) =>
      price >= start &&
      price <= end &&
      (price - start) % step === 0 &&
      price - step >= 0 &&
      price + step <= PRICE_SCALE,
  );
}
