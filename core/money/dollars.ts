import { formatUsd, negUsd, type Usd } from './money.js';

/** True minus, as wide as a plus where figures have one width. */
export const MINUS = '\u2212';

/** Dollars with every digit that counts, for sentences and tables: `$1204.50`, `−$3.200001`. */
export const dollars = (value: Usd): string =>
  value < 0 ? `${MINUS}$${formatUsd(negUsd(value))}` : `$${formatUsd(value)}`;

/** With its sign always: `+$1.20`, `−$0.40`; nothing is `$0.00`. */
export const signedDollars = (value: Usd): string => `${value > 0 ? '+' : ''}${dollars(value)}`;
