import { PolledOracle, type PolledOracleSettings } from '../../polling/polled-oracle.js';
import { ForecastProtocol, type ForecastService } from '../forecast-protocol.js';
import { daysOf } from '../model-forecast.js';
import { readTimelines } from './read-timelines.js';

export interface TomorrowOptions extends PolledOracleSettings {
  /** `https://api.tomorrow.io` */
  readonly url: string;
  /** Null: no key, and so no source. */
  readonly apiKey: string | null;
}

/** Of the free plan. */
const LIMITS = [
  { requests: 3, windowMs: 1_000 },
  { requests: 25, windowMs: 3_600_000 },
  { requests: 500, windowMs: 86_400_000 },
];

const service = (url: string, apiKey: string): ForecastService => ({
  source: 'tomorrow',
  limits: LIMITS,
  leastPeriodMs: 3_600_000,
  url: ({ latitude, longitude }) =>
    `${url}/v4/weather/forecast?${new URLSearchParams({
      location: `${latitude},${longitude}`,
      timesteps: '1h,1d',
      units: 'metric',
      apikey: apiKey,
    })}`,
  read(body, station, now) {
    const forecast = readTimelines(body, station);
    return typeof forecast === 'string' ? forecast : daysOf(station, forecast, now);
  },
  refusedKey: ({ status }) =>
    status === 401 || status === 403 ? `Tomorrow.io answered ${status}: check the key and its plan` : null,
});

/** Forecasts of Tomorrow.io. */
export const openTomorrow = (options: TomorrowOptions): PolledOracle =>
  new PolledOracle({
    ...options,
    type: 'weather',
    name: 'tomorrow',
    dataSilenceMs: options.dataSilenceMs ?? 21_600_000,
    // More would be asked for less than every three hours.
    mostSymbols: 25,
    limits: LIMITS,
    keys: options.apiKey === null ? [] : [options.apiKey],
    missing: options.apiKey === null ? 'there is no key of Tomorrow.io: set TOMORROW_API_KEY' : null,
    protocol: (desk) => new ForecastProtocol(desk, service(options.url, options.apiKey ?? '')),
  });
