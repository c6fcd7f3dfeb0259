import { SocketOracle, type SocketOracleSettings } from '../../transport/socket-oracle.js';
import type { PolyboltCredentials } from './polybolt-credentials.js';
import type { PolyboltChannel } from './polybolt-frame.js';
import { PolyboltProtocol } from './polybolt-protocol.js';

export interface PolyboltOptions extends SocketOracleSettings {
  /** `wss://ws-live-v2.polymarket.com/ws` */
  readonly url: string;
  /** Null: no key, and so no source. */
  readonly credentials: PolyboltCredentials | null;
  /** Default both: the price, and the sixty-second average that short markets settle on. */
  readonly channels?: readonly PolyboltChannel[];
  /** A connection without frame or ping for this long is dead, ms. Default 55,000: the server pings every 25 s. */
  readonly linkSilenceMs?: number;
}

/** Ten a second; the server takes twenty. */
const SPACING_MS = 100;
/** 64 subscriptions a connection, two for each symbol. */
const MOST_SUBSCRIPTIONS = 64;

const NO_KEY =
  'there are no API credentials of Polymarket; its reference prices, Chainlink averages among them, are sent to key holders alone';

/** Polymarket's reference prices (PolyBolt). Ticks carry the vendor as their source: `chainlink-twap`, `pyth`. */
export function openPolybolt(options: PolyboltOptions): SocketOracle {
  const { credentials, random, channels = ['price.crypto.twap', 'price.crypto'] } = options;
  return new SocketOracle({
    ...options,
    type: 'crypto',
    name: 'polybolt',
    linkSilenceMs: options.linkSilenceMs ?? 55_000,
    dataSilenceMs: options.dataSilenceMs ?? 15_000,
    spacingMs: SPACING_MS,
    mostSymbols: Math.floor(MOST_SUBSCRIPTIONS / channels.length),
    missing: credentials ? null : NO_KEY,
    protocol: (desk) =>
      new PolyboltProtocol(desk, {
        credentials: credentials ?? { apiKey: '', secret: '', passphrase: '' },
        channels,
        random,
      }),
  });
}
