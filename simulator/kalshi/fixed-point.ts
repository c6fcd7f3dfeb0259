import { PRICE_DECIMALS, QUANTITY_DECIMALS, USD_DECIMALS } from '@pm-arbitrage/core/money/money.js';
import { formatScaled } from '@pm-arbitrage/core/money/decimal.js';

/** Dollars with four decimals, as Kalshi writes `*_dollars`. Takes 1/10,000 dollar. */
export const dollars = (price: number): string => formatScaled(price, PRICE_DECIMALS, 4);

/** Dollars with six decimals, as Kalshi writes fees and costs. Takes 1/1,000,000 dollar. */
export const microDollars = (amount: number): string => formatScaled(amount, USD_DECIMALS, 6);

/** Whole cents, toward minus infinity. Takes 1/1,000,000 dollar. */
export const cents = (amount: number): number => Math.floor(amount / 10_000);

/** Contracts with two decimals, as Kalshi writes `*_fp`. Takes 1/1,000,000 contract. */
export const contracts = (amount: number): string =>
  formatScaled(Math.round(amount / 10_000) * 10_000, QUANTITY_DECIMALS, 2);

/** RFC 3339 in UTC from Unix milliseconds. */
export const rfc3339 = (at: number): string => new Date(at).toISOString();

/** Unix seconds from Unix milliseconds. */
export const seconds = (at: number): number => Math.floor(at / 1_000);
