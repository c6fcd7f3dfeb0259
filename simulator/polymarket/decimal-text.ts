import { formatScaled } from '@pm-arbitrage/core/money/decimal.js';
import { PRICE_DECIMALS, QUANTITY_DECIMALS } from '@pm-arbitrage/core/money/money.js';

/** A price as Polymarket writes it, "0.4", "0.455". Takes 1/10,000 dollar. */
export const priceText = (price: number): string => formatScaled(price, PRICE_DECIMALS, 0);

/** Shares as Polymarket writes them, "100", "33343.4". Takes 1/1,000,000 share. */
export const sizeText = (size: number): string => formatScaled(size, QUANTITY_DECIMALS, 0);

/** A price as a JSON number, for the fields where the venue sends numbers. */
export const priceNumber = (price: number): number => Number(priceText(price));
