import { PolledOracle, type PolledOracleSettings } from '../../polling/polled-oracle.js';
import { type NwsPeriods, NwsProtocol } from './nws-protocol.js';

export interface NwsOptions extends PolledOracleSettings {
  /** `https://api.weather.gov` */
  readonly url: string;
  /** Required there: it names a program and how to reach who runs it, `(pm-arbitrage, me@example.com)`. */
  readonly userAgent: string;
  /** Default readings and reports every five minutes, forecasts every thirty. */
  readonly periods?: NwsPeriods;
}

/** What is not published is taken to be modest: ten requests a second, 200 a minute. */
const LIMITS = [
  { requests: 10, windowMs: 1_000 },
  { requests: 200, windowMs: 60_000 },
];
const PERIODS: NwsPeriods = { observationsMs: 300_000, reportsMs: 300_000, forecastMs: 1_800_000 };

const NO_CONTACT =
  'it answers nobody who does not say how to be reached: set NWS_USER_AGENT, (pm-arbitrage, you@example.com) say';

/** Readings, daily maxima and forecasts of the National Weather Service. It needs no key. */
export const openNws = (options: NwsOptions): PolledOracle =>
  new PolledOracle({
    ...options,
    type: 'weather',
    name: 'nws',
    // Readings come every hour, up to twenty minutes late.
    dataSilenceMs: options.dataSilenceMs ?? 9_000_000,
    freshBy: new Set(['temperature']),
    mostSymbols: 60,
    limits: LIMITS,
    keys: [],
    missing: options.userAgent.trim() === '' ? NO_CONTACT : null,
    protocol: (desk) => new NwsProtocol(desk, options.url, options.periods ?? PERIODS),
  });
