import { KalshiSigner, type KalshiCredentials } from '../../../venues/kalshi/credentials.js';
import { SocketOracle, type SocketOracleSettings } from '../../transport/socket-oracle.js';
import { CfProtocol } from './cf-protocol.js';

export interface CfBenchmarksOptions extends SocketOracleSettings {
  /** `wss://external-api-ws.kalshi.com/trade-api/ws/v2` */
  readonly url: string;
  /** Null: no key, and so no source. */
  readonly credentials: KalshiCredentials | null;
  /** Takes the indices up to five times a second as well, without averages. Default false. */
  readonly fast?: boolean;
  /** A connection without frame or ping for this long is dead, ms. Default 26,000: the server pings every 10 s. */
  readonly linkSilenceMs?: number;
}

const MOST_SYMBOLS = 50;
const SPACING_MS = 100;

/**
 * The indices of CF Benchmarks as Kalshi relays them.
 * @throws KalshiKeyError when the private key is none.
 */
export function openCfBenchmarks(options: CfBenchmarksOptions): SocketOracle {
  const { clock, url, credentials, fast = false } = options;
  const signer = credentials ? new KalshiSigner(credentials) : null;
  return new SocketOracle({
    ...options,
    type: 'crypto',
    name: 'cf-benchmarks',
    ...(signer ? { headers: () => signer.headers('GET', new URL(url).pathname, clock.now()) } : {}),
    linkSilenceMs: options.linkSilenceMs ?? 26_000,
    dataSilenceMs: options.dataSilenceMs ?? 10_000,
    spacingMs: SPACING_MS,
    mostSymbols: MOST_SYMBOLS,
    missing: signer
      ? null
      : 'there is no Kalshi API key; the index that Kalshi settles on is relayed to key holders alone',
    protocol: (desk) =>
      new CfProtocol(desk, fast ? ['cfbenchmarks_value', 'cfbenchmarks_value_5hz'] : ['cfbenchmarks_value']),
  });
}
