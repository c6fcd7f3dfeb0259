import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { FeedFaults } from '../feed-faults.js';
import type { PriceOf } from '../price-of.js';

export interface CoinbaseStandInOptions {
  readonly clock: Clock;
  /** Asked for `btc-usd`. */
  readonly priceOf: PriceOf;
  readonly host?: string;
  readonly port?: number;
  /** Products that trade. Default BTC-USD, ETH-USD, SOL-USD, XRP-USD, DOGE-USD, USDT-USD. */
  readonly products?: readonly string[];
  /** Pause between two trades of a product, ms. Default 400. */
  readonly tradeMs?: number;
}

/** Either of Coinbase's feeds. */
export interface CoinbaseStandIn {
  readonly url: string;
  readonly faults: FeedFaults;
  connections(): number;
  /** Products that somebody subscribed to. */
  products(): string[];
  drop(): void;
  closeAll(code: number): void;
  close(): Promise<void>;
}

export const COINBASE_PRODUCTS: readonly string[] = [
  'BTC-USD',
  'ETH-USD',
  'SOL-USD',
  'XRP-USD',
  'DOGE-USD',
  'USDT-USD',
  'BTC-USDT',
  'ETH-USDT',
  'SOL-USDT',
];
