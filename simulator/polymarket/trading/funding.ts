import { sizeText } from '../decimal-text.js';
import { exchangeOf } from '../chain/contracts.js';
import type { Walk } from './book-walk.js';
import { feeOf, type FeeRounding } from './fee.js';
import type { Funds } from './funds.js';
import type { OrderStore } from './order-store.js';
import type { TradingOrder } from './trading-order.js';

/** Micro-dollars or shares that an order needs when it comes: a BUY its notional and the largest fee (reference §7). */
export function needOf(order: TradingOrder, walk: Walk, rounding: FeeRounding): number {
  if (order.action === 'SELL') return order.remaining;
  const { fees } = order.listing;
  const walkFee = walk.steps.reduce((sum, step) => sum + feeOf(fees, step.shares, step.price, rounding), 0);
  if (order.terms.budget !== null) {
    const limitFee = feeOf(fees, order.terms.shares, order.terms.price, rounding);
    return Math.max(order.terms.budget + limitFee, walk.dollars + walkFee);
  }
  const fee = order.postOnly ? 0 : feeOf(fees, order.remaining, order.terms.price, rounding);
  return Math.max(order.reserved + fee, order.reserved + walkFee);
}

/** Whether another order rests on the same money: any BUY of the market, or a SELL of the same token. */
export function sharesFunds(one: TradingOrder, other: TradingOrder): boolean {
  if (one === other || one.account.funder !== other.account.funder || one.action !== other.action) return false;
  return one.action === 'BUY' ? one.listing.number === other.listing.number : one.token === other.token;
}

/** @returns the venue's refusal when balance or allowance is short, else null. */
export function fundsProblem(order: TradingOrder, need: number, orders: OrderStore, funds: Funds): string | null {
  const { funder } = order.account;
  const reserved = orders.open((other) => sharesFunds(order, other)).reduce((sum, other) => sum + other.reserved, 0);
  const balance = funds.available(funder, order.action === 'BUY' ? 'usd' : order.token);
  const active = reserved > 0 ? `, sum of active orders: ${reserved}` : '';
  if (balance < reserved + need) {
    return `not enough balance / allowance: the balance is not enough -> balance: ${balance}${active}, order amount: ${need}`;
  }
  const spender = exchangeOf(order.listing);
  const allowance = funds.allowance(funder, order.action === 'BUY' ? spender : `${spender}/tokens`);
  if (allowance >= BigInt(reserved + need)) return null;
  return `not enough balance / allowance: the allowance is not enough -> spender: ${spender}, allowance: ${allowance}${active}, order amount: ${need}`;
}

/** Orders of a wallet that its money no longer covers: of those on the same money, the youngest. */
export function unfunded(funder: string, orders: OrderStore, funds: Funds): TradingOrder[] {
  const promised = new Map<string, number>();
  return orders
    .open((order) => order.account.funder === funder)
    .filter((order) => {
      const buys = order.action === 'BUY';
      const key = buys ? `usd/${order.listing.number}` : order.token;
      const total = (promised.get(key) ?? 0) + order.reserved;
      const spender = exchangeOf(order.listing);
      const covered =
        total <= funds.available(funder, buys ? 'usd' : order.token) &&
        BigInt(total) <= funds.allowance(funder, buys ? spender : `${spender}/tokens`);
      if (covered) promised.set(key, total);
      return !covered;
    });
}

/** Below this a purchase that would trade at once is refused, micro-dollars (reference §8.6). */
const LEAST_MARKETABLE = 1_000_000;

/** @returns the venue's refusal of a marketable BUY below one dollar after price improvement, else null. */
export function minimumProblem(order: TradingOrder, walk: Walk): string | null {
  if (order.action !== 'BUY' || walk.shares === 0) return null;
  const asked = order.terms.budget ?? order.reserved;
  const spends = walk.complete ? Math.min(asked, walk.dollars) : asked;
  // A budget is never spent to the last micro-dollar, because shares are counted in millionths.
  if ((order.terms.budget ?? spends) >= LEAST_MARKETABLE) return null;
  return `invalid amount for a marketable BUY order ($${sizeText(spends)}), min size: 1`;
}
