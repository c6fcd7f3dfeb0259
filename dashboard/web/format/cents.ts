import type { Price } from '@pm-arbitrage/core/money/money.js';

/** A price of a contract: `45¢`, `45.25¢`. */
export const cents = (value: Price): string => `${Number((value / 100).toFixed(2))}¢`;
