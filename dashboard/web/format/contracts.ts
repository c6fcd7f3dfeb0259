import { QUANTITY_SCALE, type Quantity } from '@pm-arbitrage/core/money/money.js';

const digits = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });

/** A number of contracts, to the hundredth: `1,250`, `12.5`. */
export const contracts = (value: Quantity): string => digits.format(value / QUANTITY_SCALE);
