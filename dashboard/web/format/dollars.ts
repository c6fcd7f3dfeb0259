import { MINUS } from '@pm-arbitrage/core/money/dollars.js';
import { USD_SCALE, type Usd } from '@pm-arbitrage/core/money/money.js';

const plain = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const fine = new Intl.NumberFormat('en-US', { minimumFractionDigits: 4, maximumFractionDigits: 4 });
const CENT = 10_000;

/** For a person: `$1,204.50`, `−$3.20`; below one cent with four decimals, so that little is never shown as nothing. */
export function dollars(value: Usd): string {
  const size = Math.abs(value);
  const digits = size > 0 && size < CENT ? fine : plain;
  return `${value < 0 ? MINUS : ''}$${digits.format(size / USD_SCALE)}`;
}

/** With its sign always: `+$1.20`, `−$0.40`; nothing is `$0.00`. */
export const signedDollars = (value: Usd): string => `${value > 0 ? '+' : ''}${dollars(value)}`;
