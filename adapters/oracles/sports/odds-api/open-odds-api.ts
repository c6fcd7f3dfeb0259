import { PolledOracle, type PolledOracleSettings } from '../../polling/polled-oracle.js';
import { OddsProtocol } from './odds-protocol.js';

export interface OddsApiOptions extends PolledOracleSettings {
  /** `https://api.the-odds-api.com` */
  readonly url: string;
  /** Null: no key, and so no source. */
  readonly apiKey: string | null;
  /** Whose bookmakers; each costs a credit a request. Default `us`. */
  readonly regions?: readonly string[];
  /** Credits that the plan gives a month. Default 500, the free one. */
  readonly monthly?: number;
  /** Least time between two requests of a league, ms. Default 60,000. */
  readonly leastMs?: number;
}

const LIMITS = [{ requests: 10, windowMs: 1_000 }];

/** Odds of bookmakers, their margins taken out. */
export const openOddsApi = (options: OddsApiOptions): PolledOracle =>
  new PolledOracle({
    ...options,
    type: 'sports',
    name: 'odds-api',
    dataSilenceMs: options.dataSilenceMs ?? 21_600_000,
    mostSymbols: 200,
    limits: LIMITS,
    keys: options.apiKey === null ? [] : [options.apiKey],
    missing: options.apiKey === null ? 'there is no key of The Odds API: set ODDS_API_KEY' : null,
    protocol: (desk) =>
      new OddsProtocol(desk, {
        url: options.url,
        apiKey: options.apiKey ?? '',
        regions: options.regions ?? ['us'],
        leastMs: options.leastMs ?? 60_000,
        monthly: options.monthly ?? 500,
      }),
  });
