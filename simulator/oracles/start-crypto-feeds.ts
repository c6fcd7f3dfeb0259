import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { digest } from '../world/identifiers.js';
import { type BinanceStandIn, startBinance } from './binance/binance-stand-in.js';
import type { CoinbaseStandIn } from './coinbase/coinbase-stand-in.js';
import { startAdvanced } from './coinbase/start-advanced.js';
import { startExchange } from './coinbase/start-exchange.js';
import type { PolyboltKey } from './polybolt/polybolt-connection.js';
import { type PolyboltStandIn, startPolybolt } from './polybolt/polybolt-stand-in.js';
import type { PriceOf } from './price-of.js';

export interface CryptoFeedsOptions {
  readonly seed: number;
  readonly clock: Clock;
  readonly host: string;
  /** 0 or absent lets the system choose. */
  readonly ports: {
    readonly binance?: number;
    readonly coinbase?: number;
    readonly coinbaseAdvanced?: number;
    readonly polybolt?: number;
  };
  /** One for all: what they tell agrees but for their spreads, roundings and faults. */
  readonly priceOf: PriceOf;
}

/** The crypto feeds that are no venue of ours; Kalshi's relay is on Kalshi's own socket. */
export interface CryptoFeeds {
  readonly binance: BinanceStandIn;
  readonly coinbase: CoinbaseStandIn;
  readonly coinbaseAdvanced: CoinbaseStandIn;
  readonly polybolt: PolyboltStandIn;
  /** Follows from the seed; protects nothing but a loopback port. */
  readonly polyboltKey: PolyboltKey;
  close(): Promise<void>;
}

/** Starts them all. @throws when a port is taken. */
export async function startCryptoFeeds({
  seed,
  clock,
  host,
  ports,
  priceOf,
}: CryptoFeedsOptions): Promise<CryptoFeeds> {
  const part = (name: string) => digest(seed, `polybolt-${name}`).slice(0, 32);
  const polyboltKey = { apiKey: part('key'), secret: part('secret'), passphrase: part('passphrase') };
  const common = { clock, host, priceOf };
  const [binance, coinbase, coinbaseAdvanced, polybolt] = await Promise.all([
    startBinance({ ...common, port: ports.binance ?? 0 }),
    startExchange({ ...common, port: ports.coinbase ?? 0 }),
    startAdvanced({ ...common, port: ports.coinbaseAdvanced ?? 0 }),
    startPolybolt({ ...common, port: ports.polybolt ?? 0, keys: [polyboltKey] }),
  ]);
  return {
    binance,
    coinbase,
    coinbaseAdvanced,
    polybolt,
    polyboltKey,
    async close() {
      await Promise.all([binance, coinbase, coinbaseAdvanced, polybolt].map((feed) => feed.close()));
    },
  };
}
