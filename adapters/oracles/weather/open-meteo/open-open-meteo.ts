import { PolledOracle, type PolledOracleSettings } from '../../polling/polled-oracle.js';
import { ForecastProtocol, type ForecastService } from '../forecast-protocol.js';
import { readModels } from './read-models.js';

export interface OpenMeteoOptions extends PolledOracleSettings {
  /** `https://customer-api.open-meteo.com` with a key, `https://api.open-meteo.com` without. */
  readonly url: string;
  /** Null: its free service, which is for non-commercial use. */
  readonly apiKey: string | null;
  /** Whoever runs this says that his use is non-commercial; without a key nothing else is allowed. */
  readonly nonCommercial: boolean;
}

/** Of the free service. */
const LIMITS = [
  { requests: 600, windowMs: 60_000 },
  { requests: 5_000, windowMs: 3_600_000 },
  { requests: 10_000, windowMs: 86_400_000 },
];
/** Two of them cover the contiguous United States alone and answer 400 elsewhere. */
const AMERICAN = 'ncep_nbm_conus,ncep_hrrr_conus,ecmwf_ifs025,gfs_seamless';
const EVERYWHERE = 'ecmwf_ifs025,gfs_seamless,icon_seamless';

const service = (url: string, apiKey: string | null): ForecastService => ({
  source: 'open-meteo',
  limits: LIMITS,
  leastPeriodMs: 1_800_000,
  url: ({ latitude, longitude, unit }) =>
    `${url}/v1/forecast?${new URLSearchParams({
      latitude: String(latitude),
      longitude: String(longitude),
      hourly: 'temperature_2m',
      temperature_unit: unit === 'degF' ? 'fahrenheit' : 'celsius',
      timezone: 'GMT',
      past_days: '1',
      forecast_days: '4',
      models: unit === 'degF' ? AMERICAN : EVERYWHERE,
      ...(apiKey === null ? {} : { apikey: apiKey }),
    })}`,
  read: readModels,
  refusedKey: ({ status }) =>
    status === 401 || status === 403 ? `Open-Meteo answered ${status}: check the key` : null,
});

/** Forecasts of several models through Open-Meteo, put together with how far they are apart. */
export const openOpenMeteo = (options: OpenMeteoOptions): PolledOracle =>
  new PolledOracle({
    ...options,
    type: 'weather',
    name: 'open-meteo',
    dataSilenceMs: options.dataSilenceMs ?? 14_400_000,
    mostSymbols: 60,
    limits: LIMITS,
    keys: options.apiKey === null ? [] : [options.apiKey],
    missing:
      options.apiKey === null && !options.nonCommercial
        ? 'its free service is for non-commercial use: set OPEN_METEO_API_KEY, or openMeteoNonCommercial if that is what yours is'
        : null,
    protocol: (desk) => new ForecastProtocol(desk, service(options.url, options.apiKey)),
  });
