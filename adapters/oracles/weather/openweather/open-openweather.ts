import { PolledOracle, type PolledOracleSettings } from '../../polling/polled-oracle.js';
import { ForecastProtocol, type ForecastService } from '../forecast-protocol.js';
import { daysOf } from '../model-forecast.js';
import { readOneCall } from './read-one-call.js';

export interface OpenWeatherOptions extends PolledOracleSettings {
  /** `https://api.openweathermap.org` */
  readonly url: string;
  /** Null: no key, and so no source. */
  readonly apiKey: string | null;
}

/** A thousand calls a day are free, sixty a minute. */
const LIMITS = [
  { requests: 60, windowMs: 60_000 },
  { requests: 1_000, windowMs: 86_400_000 },
];

const service = (url: string, apiKey: string): ForecastService => ({
  source: 'openweather',
  limits: LIMITS,
  leastPeriodMs: 1_800_000,
  url: ({ latitude, longitude }) =>
    `${url}/data/3.0/onecall?${new URLSearchParams({
      lat: String(latitude),
      lon: String(longitude),
      exclude: 'minutely,alerts,current',
      units: 'metric',
      appid: apiKey,
    })}`,
  read(body, station, now) {
    const forecast = readOneCall(body, station.unit);
    return typeof forecast === 'string' ? forecast : daysOf(station, forecast, now);
  },
  refusedKey: ({ status }) =>
    status === 401 || status === 403
      ? `OpenWeather answered ${status}: check the key and that it is subscribed to One Call 3.0`
      : null,
});

/** Forecasts of OpenWeather (One Call 3.0). */
export const openOpenWeather = (options: OpenWeatherOptions): PolledOracle =>
  new PolledOracle({
    ...options,
    type: 'weather',
    name: 'openweather',
    dataSilenceMs: options.dataSilenceMs ?? 14_400_000,
    mostSymbols: 40,
    limits: LIMITS,
    keys: options.apiKey === null ? [] : [options.apiKey],
    missing: options.apiKey === null ? 'there is no key of OpenWeather: set OPENWEATHER_API_KEY' : null,
    protocol: (desk) => new ForecastProtocol(desk, service(options.url, options.apiKey ?? '')),
  });
