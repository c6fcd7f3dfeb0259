import { SocketOracle, type SocketOracleSettings } from '../../transport/socket-oracle.js';
import { CoinbaseProtocol, type CoinbaseFeed } from './coinbase-protocol.js';
import { decodeAdvanced } from './decode-advanced.js';
import { decodeExchange } from './decode-exchange.js';

export interface CoinbaseOptions extends SocketOracleSettings {
  /** `wss://ws-feed.exchange.coinbase.com`, or `wss://advanced-trade-ws.coinbase.com` with `advanced`. */
  readonly url: string;
  /** Which of Coinbase's two feeds speaks there. Default exchange, whose heartbeats name the last trade. */
  readonly protocol?: 'exchange' | 'advanced';
  /** A connection without a frame for this long is dead, ms. Default 5,000: heartbeats come every second. */
  readonly linkSilenceMs?: number;
}

const exchange: CoinbaseFeed = {
  decode: decodeExchange,
  order: (type, products) => [
    JSON.stringify({ type, product_ids: products, channels: ['ticker', 'matches', 'heartbeat'] }),
  ],
  greeting: [],
};

/** One channel a message there; without heartbeats idle channels are closed after a minute. */
const advanced: CoinbaseFeed = {
  decode: decodeAdvanced,
  order: (type, products) =>
    ['ticker', 'market_trades'].map((channel) => JSON.stringify({ type, product_ids: products, channel })),
  greeting: [JSON.stringify({ type: 'subscribe', channel: 'heartbeats' })],
};

/** Ours is ten a second; the server takes a hundred of an address. */
const SPACING_MS = 100;
/** What subscribes within ten seconds; one connection more would be the way to have more. */
const MOST_SYMBOLS = 100;

/** Trades and mids of Coinbase, quoted in dollars. Neither feed needs a key. */
export function openCoinbase(options: CoinbaseOptions): SocketOracle {
  const feed = options.protocol === 'advanced' ? advanced : exchange;
  return new SocketOracle({
    ...options,
    type: 'crypto',
    name: 'coinbase',
    linkSilenceMs: options.linkSilenceMs ?? 5_000,
    dataSilenceMs: options.dataSilenceMs ?? 15_000,
    spacingMs: SPACING_MS,
    mostSymbols: MOST_SYMBOLS,
    missing: null,
    protocol: (desk) => new CoinbaseProtocol(desk, feed),
  });
}
