import { PolledOracle, type PolledOracleSettings } from '../../polling/polled-oracle.js';
import { AeroApiProtocol } from './aeroapi-protocol.js';

export interface AeroApiOptions extends PolledOracleSettings {
  /** `https://aeroapi.flightaware.com/aeroapi` */
  readonly url: string;
  /** Null: no key, and so no source. */
  readonly apiKey: string | null;
  /** Result sets (pages) that the plan allows a minute. Default 10, the personal one. */
  readonly perMinute?: number;
  /** Result sets that may be paid for in a day. Default 1,000. */
  readonly perDay?: number;
  /** Time between two looks at a flight that is about to arrive, ms. Default 120,000. */
  readonly closeMs?: number;
}

/** Flights by FlightAware's AeroAPI. */
export const openAeroApi = (options: AeroApiOptions): PolledOracle =>
  new PolledOracle({
    ...options,
    type: 'flights',
    name: 'aeroapi',
    dataSilenceMs: options.dataSilenceMs ?? 28_800_000,
    mostSymbols: 50,
    limits: [
      { requests: options.perMinute ?? 10, windowMs: 60_000 },
      { requests: options.perDay ?? 1_000, windowMs: 86_400_000 },
    ],
    keys: options.apiKey === null ? [] : [options.apiKey],
    missing: options.apiKey === null ? 'there is no key of AeroAPI: set AEROAPI_KEY' : null,
    protocol: (desk) => new AeroApiProtocol(desk, options.url, options.apiKey ?? '', options.closeMs ?? 120_000),
  });
