import { PolledOracle, type PolledOracleSettings } from '../../polling/polled-oracle.js';
import { EspnProtocol } from './espn-protocol.js';

export interface EspnOptions extends PolledOracleSettings {
  /** `https://site.api.espn.com` */
  readonly url: string;
  /** Time between two looks at a league while somebody plays, ms. Default 15,000; less is impolite. */
  readonly liveMs?: number;
}

/** Nothing is published; one a second is modest. */
const LIMITS = [
  { requests: 5, windowMs: 5_000 },
  { requests: 120, windowMs: 120_000 },
];

/** Scores of ESPN. It needs no key, and is no contract: shapes may change. */
export const openEspn = (options: EspnOptions): PolledOracle =>
  new PolledOracle({
    ...options,
    type: 'sports',
    name: 'espn',
    dataSilenceMs: options.dataSilenceMs ?? 3_600_000,
    mostSymbols: 200,
    limits: LIMITS,
    keys: [],
    missing: null,
    protocol: (desk) => new EspnProtocol(desk, options.url, options.liveMs ?? 15_000),
  });
