import { SocketOracle, type SocketOracleSettings } from '../../transport/socket-oracle.js';
import { SportsProtocol } from './sports-protocol.js';

export interface PolymarketSportsOptions extends SocketOracleSettings {
  /** `wss://sports-api.polymarket.com/ws` */
  readonly url: string;
  /** A connection without a frame for this long is dead, ms. Default 15,000: the server pings every five seconds. */
  readonly linkSilenceMs?: number;
}

/** Scores as Polymarket sends them to everybody. It needs no key. */
export const openPolymarketSports = (options: PolymarketSportsOptions): SocketOracle =>
  new SocketOracle({
    ...options,
    type: 'sports',
    name: 'polymarket-sports',
    linkSilenceMs: options.linkSilenceMs ?? 15_000,
    // Frames come when something happens.
    dataSilenceMs: options.dataSilenceMs ?? 7_200_000,
    // Answers to pings must not wait.
    spacingMs: 1,
    mostSymbols: 500,
    missing: null,
    protocol: (desk) => new SportsProtocol(desk),
  });
