import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import type { TradePrint } from '@pm-arbitrage/core/domain/trade-print.js';
import type { Said } from './oracle-voices.js';

/** What is published at one moment, to be told in this order: markets, books, prints, ticks. */
export interface WeekMoment {
  /** Unix ms. */
  readonly at: number;
  /** Whether the time before it was lived through, or is leapt over. */
  readonly lived: boolean;
  readonly markets: readonly Market[];
  readonly updates: readonly PriceUpdate[];
  readonly prints: readonly TradePrint[];
  readonly ticks: readonly Said[];
}
