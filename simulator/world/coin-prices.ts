import type { PriceOf } from '../oracles/price-of.js';

/** What coins cost in a world, told by its feeds and paid by its markets. */
export interface CoinPrices {
  /** At Unix ms. */
  readonly priceOf: PriceOf;
  /** Of a year, as a share: who prices by it makes no mistake. */
  readonly volatility: number;
}
