import type { Market } from '../domain/market.js';
import type { Platform } from '../domain/platform.js';
import type { PriceUpdate } from '../domain/price-update.js';
import type { TradePrint } from '../domain/trade-print.js';

/** Input that was refused: counted, never guessed at. */
export interface FeedRefusal {
  /** A stable word: `malformed`, `unknown-type`, `old-schema`, `gap`, `crossed`, `stale`… */
  readonly kind: string;
  readonly message: string;
}

/** How a venue's stream is doing, for health, heartbeats and the unstable-venue rule. */
export interface FeedHealth {
  readonly connected: boolean;
  readonly epoch: number;
  readonly books: number;
  readonly brokenBooks: number;
  readonly frames: number;
  readonly refused: number;
  readonly reconnects: number;
  readonly resyncs: number;
  /** Unix ms of the last data frame; null before the first. */
  readonly lastDataAt: number | null;
  /** Smoothed REST round trip in ms; null before the first. */
  readonly latencyMs: number | null;
}

/** Receives what a venue says. Called synchronously, in the order of arrival; must not throw. */
export interface MarketDataSink {
  price(update: PriceUpdate): void;
  print(print: TradePrint): void;
  /** A market was listed, changed or resolved. */
  market(market: Market): void;
  refused(refusal: FeedRefusal): void;
}

/** A venue's public market data. */
export interface MarketDataFeed {
  readonly platform: Platform;
  /** Lists, connects and subscribes; resolves when the first listing has been delivered. */
  start(sink: MarketDataSink): Promise<void>;
  health(): FeedHealth;
  stop(): Promise<void>;
}
