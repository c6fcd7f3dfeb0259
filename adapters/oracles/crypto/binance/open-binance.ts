import { SocketOracle, type SocketOracleSettings } from '../../transport/socket-oracle.js';
import { CandleHistory } from './candle-history.js';
import { BinanceProtocol, type BinanceStreams } from './binance-protocol.js';

export interface BinanceOptions extends SocketOracleSettings {
  /** `wss://stream.binance.com:9443`, `wss://data-stream.binance.vision`, `wss://stream.binance.us:9443`; no path. */
  readonly url: string;
  /** Default aggTrade: one for all that one order traded at one price. */
  readonly trades?: BinanceStreams['trades'];
  /** Default 1m and 1h, which markets settle on. */
  readonly intervals?: readonly string[];
  /**
   * `https://api.binance.com`, `https://data-api.binance.vision`: closed candles that were not seen closing are read
   * there. Null, the default: they are counted and stay unknown.
   */
  readonly restUrl?: string | null;
  /** How far back candles of a pair are read when it is new, ms. Default 25 h: from noon to noon, and an hour. */
  readonly historyMs?: number;
  /** Age at which a connection is replaced, ms. Default 23 h: the server ends it after 24. */
  readonly rotateMs?: number;
  /** How long old and new connection run side by side, ms. Default 3,000. */
  readonly overlapMs?: number;
  /** A connection without frame or ping for this long is dead, ms. Default 60,000: the server pings every 20 s. */
  readonly linkSilenceMs?: number;
}

/** Binance allows five frames a second on a connection, pongs included. */
const SPACING_MS = 300;
const MOST_STREAMS = 1_024;
/** Trades and quotes. */
const STREAMS_BESIDE_CANDLES = 2;

/** Trades, mids and candles of Binance's spot market. It needs no key. */
export function openBinance(options: BinanceOptions): SocketOracle {
  const { trades = 'aggTrade', intervals = ['1m', '1h'], rotateMs = 23 * 3_600_000, overlapMs = 3_000 } = options;
  const { restUrl = null, historyMs = 25 * 3_600_000, clock, random } = options;
  const history = restUrl === null ? null : new CandleHistory({ url: restUrl, clock, random });
  return new SocketOracle({
    ...options,
    type: 'crypto',
    name: 'binance',
    url: `${options.url.replace(/\/+$/, '')}/stream`,
    linkSilenceMs: options.linkSilenceMs ?? 60_000,
    dataSilenceMs: options.dataSilenceMs ?? 15_000,
    spacingMs: SPACING_MS,
    mostSymbols: Math.floor(MOST_STREAMS / (STREAMS_BESIDE_CANDLES + intervals.length)),
    rotation: { everyMs: rotateMs, overlapMs },
    missing: null,
    protocol: (desk) => new BinanceProtocol(desk, { trades, intervals, history, historyMs }),
  });
}
