import { divideBig, PRICE_SCALE, type Price, type Quantity, type Rounding } from '../money/money.js';

/** A rate as a reduced fraction, so that products stay within 2^53 on the hot path. */
export interface Rate {
  readonly numerator: number;
  readonly denominator: number;
}

/** Reduces `numerator / denominator`, both whole and the second positive. */
export function rate(numerator: number, denominator: number): Rate {
  let a = numerator;
  let b = denominator;
  while (b !== 0) [a, b] = [b, a % b];
  return { numerator: numerator / a, denominator: denominator / a };
}

/** Both venues trade in hundredths of a contract; dividing them out first keeps nearly every fee off bigint. */
const CENTI_CONTRACT = 10_000;
const BIG_PRICE_SCALE_SQUARED = 100_000_000n;

/**
 * rate × C × (p (1 − p))^exponent in units of 1/`unitsPerDollar` dollar, exact before the one rounding.
 * @param unitsPerDollar a power of ten, at most 10^10.
 */
export function quadraticFee(
  of: Rate,
  exponent: number,
  count: Quantity,
  at: Price,
  unitsPerDollar: number,
  rounding: Rounding,
): number {
  const variance = at * (PRICE_SCALE - at);
  if (exponent === 1 && count % CENTI_CONTRACT === 0) {
    const dividend = of.numerator * variance * (count / CENTI_CONTRACT);
    const divisor = of.denominator * (10_000_000_000 / unitsPerDollar);
    if (Number.isSafeInteger(dividend) && Number.isSafeInteger(divisor)) {
      // Exact: a quotient of integers below 2^53 lies further from the next integer than a double's rounding reaches.
      // Twice as quick as `%`, which V8 hands to fmod on numbers of this size.
      const quotient = Math.floor(dividend / divisor);
      const remainder = dividend - quotient * divisor;
      return rounding === 'up' && remainder > 0 ? quotient + 1 : quotient;
    }
  }
  const dividend = BigInt(of.numerator) * BigInt(variance) ** BigInt(exponent) * BigInt(count) * BigInt(unitsPerDollar);
  const divisor = BigInt(of.denominator) * BIG_PRICE_SCALE_SQUARED ** BigInt(exponent) * 1_000_000n;
  return Number(divideBig(dividend, divisor, rounding));
}
