import type { Config } from '@pm-arbitrage/core/config/schema.js';
import type { SeriesTerms } from './series/series-book.js';

/** What to run, as a worker process can be told it: JSON throughout. Times Unix ms. */
export interface BacktestOrder {
  /** Strategies, limits and latency of the paper broker are in it. */
  readonly config: Config;
  /** Folders and files. */
  readonly data: readonly string[];
  /** Before it books and listings are only heard, nothing is traded; null: from the beginning. */
  readonly from: number | null;
  /** Not included; null: to the end. */
  readonly to: number | null;
  /** Kalshi's fee multiplier for event answers. */
  readonly multiplier: number;
  readonly series: SeriesTerms;
  /** Pairs that a person judged, as in `trading.matchesFile`; null: what the matcher finds. */
  readonly matchesFile: string | null;
  /** Where the decision log goes; null keeps none. */
  readonly logFile: string | null;
}
