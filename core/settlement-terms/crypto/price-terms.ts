import type { Condition } from '../../fair-value/settlement-interval.js';
import type { OracleNeed } from '../oracle-need.js';
import type { Worded } from '../worded.js';

/** Whose price settles, and how it is read. */
export type PriceReading =
  /**
   * The last trade of the candle that ends at the moment of the terms. Rules name it by its opening (the 12:00 candle of a
   * minute closes at 12:00:59.999, reference §1.2), or since October 2026 some by its close ("closing at 12:00").
   */
  | {
      readonly kind: 'candle';
      readonly exchange: 'binance' | 'coinbase';
      /** BTC/USDT */
      readonly pair: string;
      readonly minutes: 1 | 60;
    }
  /** Simple average of the prints of an index, one a second, in the time before the moment. */
  | { readonly kind: 'index-average'; readonly index: string; readonly seconds: 60 }
  /** Mean of the middle 60 % of the prints of a minute. */
  | { readonly kind: 'trimmed-minute'; readonly index: string }
  /** An average as its vendor publishes it, at the moment. */
  | { readonly kind: 'chainlink-twap'; readonly pair: string; readonly seconds: 30 | 60 }
  | { readonly kind: 'chainlink-spot'; readonly pair: string };

interface PriceBase {
  readonly needs: readonly OracleNeed[];
  /** `btc` */
  readonly asset: Worded<string>;
  readonly reading: Worded<PriceReading>;
}

/** The price at one moment meets a condition. */
export interface PriceAtTerms extends PriceBase {
  readonly kind: 'price-at';
  readonly condition: Worded<Condition>;
  /** Decimals to which the venue rounds before it compares; null: the texts name no rounding. */
  readonly decimals: Worded<number> | null;
  /** Unix ms at which the price is final: the end of its candle or of its average. */
  readonly at: Worded<number>;
}

/** The price at the end is above the one at the start. YES is up, or down where `yes` says so. */
export interface UpDownTerms extends PriceBase {
  readonly kind: 'up-down';
  readonly yes: Worded<'up' | 'down'>;
  /**
   * What the end is compared with: the first trade of the same candle, the close of an earlier one, or the same average
   * before the start.
   */
  readonly against: Worded<'candle-open' | 'earlier-close' | 'earlier-average' | 'earlier-spot'>;
  /** Unix ms: when the price to beat is fixed, and when the final one is. */
  readonly start: Worded<number>;
  readonly end: Worded<number>;
  /** Who gets an unchanged price. */
  readonly tie: Worded<'up' | 'down' | 'half'>;
  readonly decimals: Worded<number> | null;
  /** The price to beat where the venue lists it; null before it is fixed: the oracle has to know it. */
  readonly reference: Worded<number> | null;
}

/** The price reaches a level at any time of a period. */
export interface TouchTerms extends PriceBase {
  readonly kind: 'touch';
  readonly side: Worded<'up' | 'down'>;
  readonly level: Worded<number>;
  /** Whether a price of exactly the level counts. */
  readonly ties: boolean;
  /** Unix ms, the period in which it is watched. */
  readonly from: Worded<number>;
  readonly to: Worded<number>;
}

export type PriceTerms = PriceAtTerms | UpDownTerms | TouchTerms;
