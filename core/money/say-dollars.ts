import { MINUS } from './dollars.js';

/** Decimal text of dollars, as plain rows hold it, the way `dollars` writes an amount: "-0.50" as "−$0.50". */
export const sayDollars = (amount: string): string =>
  amount.startsWith('-') ? `${MINUS}$${amount.slice(1)}` : `$${amount}`;
