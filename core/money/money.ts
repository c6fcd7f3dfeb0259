import { CodedError } from '../errors/coded-error.js';
import { formatScaled, parseScaled } from './decimal.js';

/*
 * Money is three branded integers. Nothing outside this module multiplies or divides them.
 *   Price     1/10,000 dollar      0 … 10,000 for one contract; the finest tick of both venues
 *   Quantity  1/1,000,000 contract
 *   Usd       1/1,000,000 dollar
 * so Price × Quantity is Usd × 10,000.
 */
declare const brand: unique symbol;
export type Price = number & { readonly [brand]: 'Price' };
export type Quantity = number & { readonly [brand]: 'Quantity' };
export type Usd = number & { readonly [brand]: 'Usd' };

/** `down` is toward minus infinity, `up` toward plus infinity. Costs round up, proceeds round down. */
export type Rounding = 'down' | 'up';

export const PRICE_DECIMALS = 4;
export const QUANTITY_DECIMALS = 6;
export const USD_DECIMALS = 6;
export const PRICE_SCALE = 10_000;
export const QUANTITY_SCALE = 1_000_000;
export const USD_SCALE = 1_000_000;

/** Thrown when a number or text is not an exact amount, or an amount leaves the range that integers can hold. */
export class MoneyError extends CodedError {}

function checked(value: number, kind: string): number {
  if (!Number.isSafeInteger(value)) {
    throw new MoneyError('money.range', `${value} is not an exact ${kind}; amounts are whole units within ±2^53`, {
      value,
      kind,
    });
  }
  return value === 0 ? 0 : value;
}

export const price = (units: number): Price => checked(units, 'price') as Price;
export const quantity = (units: number): Quantity => checked(units, 'quantity') as Quantity;
export const usd = (units: number): Usd => checked(units, 'dollar amount') as Usd;

export const ONE_DOLLAR_PRICE = price(PRICE_SCALE);
export const ONE_CONTRACT = quantity(QUANTITY_SCALE);
export const ZERO_USD = usd(0);
export const ZERO_QUANTITY = quantity(0);

function parse(text: string, decimals: number, kind: string): number {
  const value = typeof text === 'string' ? parseScaled(text, decimals) : Number.NaN;
  if (Number.isNaN(value)) {
    throw new MoneyError('money.parse', `${JSON.stringify(text)} is not a ${kind} with at most ${decimals} decimals`, {
      text,
      kind,
    });
  }
  return value;
}

/** "0.4500" → 4500. @throws MoneyError when the text is no plain decimal or finer than 1/10,000. */
export const parsePrice = (text: string): Price => parse(text, PRICE_DECIMALS, 'price') as Price;
/** "12.5" → 12,500,000. @throws MoneyError when the text is no plain decimal or finer than 1/1,000,000. */
export const parseQuantity = (text: string): Quantity => parse(text, QUANTITY_DECIMALS, 'quantity') as Quantity;
/** "1.25" → 1,250,000. @throws MoneyError when the text is no plain decimal or finer than 1/1,000,000. */
export const parseUsd = (text: string): Usd => parse(text, USD_DECIMALS, 'dollar amount') as Usd;

/** "0.45", "0.4525": at least two decimals. */
export const formatPrice = (value: Price): string => formatScaled(value, PRICE_DECIMALS, 2);
/** "12", "12.5": no trailing zeros. */
export const formatQuantity = (value: Quantity): string => formatScaled(value, QUANTITY_DECIMALS, 0);
/** "-1.25", "0.017500" is "0.0175": at least two decimals. */
export const formatUsd = (value: Usd): string => formatScaled(value, USD_DECIMALS, 2);

/** The price of the other side of the contract: a NO at 1 − p for a YES at p. */
export const complement = (value: Price): Price => price(PRICE_SCALE - value);

export const addUsd = (a: Usd, b: Usd): Usd => usd(a + b);
export const subUsd = (a: Usd, b: Usd): Usd => usd(a - b);
export const negUsd = (a: Usd): Usd => usd(-a);
export const sumUsd = (values: Iterable<Usd>): Usd => {
  let total = 0;
  for (const value of values) total = checked(total + value, 'dollar amount');
  return total as Usd;
};
export const addQuantity = (a: Quantity, b: Quantity): Quantity => quantity(a + b);
export const subQuantity = (a: Quantity, b: Quantity): Quantity => quantity(a - b);
export const minQuantity = (a: Quantity, b: Quantity): Quantity => (a < b ? a : b);

/**
 * a × b ÷ divisor on integers, exact before rounding. Falls back to bigint where the product leaves 2^53.
 * @throws MoneyError when the result does, or the divisor is not a positive integer.
 */
export function mulDiv(a: number, b: number, divisor: number, rounding: Rounding): number {
  checked(a, 'factor');
  checked(b, 'factor');
  if (!Number.isSafeInteger(divisor) || divisor <= 0) {
    throw new MoneyError('money.divisor', `cannot divide by ${divisor}; a positive whole number is needed`, {
      divisor,
    });
  }
  const product = a * b;
  if (Number.isSafeInteger(product)) {
    const remainder = product % divisor;
    let quotient = (product - remainder) / divisor;
    if (remainder !== 0) {
      if (rounding === 'up' && remainder > 0) quotient++;
      else if (rounding === 'down' && remainder < 0) quotient--;
    }
    return quotient === 0 ? 0 : quotient;
  }
  return checked(Number(divideBig(BigInt(a) * BigInt(b), BigInt(divisor), rounding)), 'result');
}

/** Exact integer division with explicit rounding, for formulas whose products need bigint. `divisor` > 0. */
export function divideBig(dividend: bigint, divisor: bigint, rounding: Rounding): bigint {
  const quotient = dividend / divisor;
  const remainder = dividend % divisor;
  if (remainder === 0n) return quotient;
  if (rounding === 'up') return remainder > 0n ? quotient + 1n : quotient;
  return remainder < 0n ? quotient - 1n : quotient;
}

/** What `count` contracts at `at` cost or bring, before fees. */
export const notional = (count: Quantity, at: Price, rounding: Rounding): Usd =>
  mulDiv(count, at, PRICE_SCALE, rounding) as Usd;

/** The share `numerator`/`denominator` of an amount, e.g. 10 % of capital. */
export const shareOfUsd = (amount: Usd, numerator: number, denominator: number, rounding: Rounding): Usd =>
  mulDiv(amount, numerator, denominator, rounding) as Usd;

/** Rounds a quantity down to a multiple of `lot`. */
export const floorToLot = (value: Quantity, lot: Quantity): Quantity => quantity(value - (value % lot));

/** Ratio of two amounts as a float, for statistics and display only; 0 when the base is 0. */
export const ratioOf = (amount: Usd, base: Usd): number => (base === 0 ? 0 : amount / base);
