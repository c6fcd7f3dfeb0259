import { jsonPage } from '../polling/page-server.js';
import {
  celsius,
  type ForecastStandIn,
  type ForecastStandInOptions,
  type ForecastVoice,
  startForecasts,
} from './start-forecasts.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Hours that each model reaches, by how its name ends or begins, and how much it is too cold, °F. */
const REACH: Readonly<Record<string, { readonly hours: number; readonly cold: number }>> = {
  ncep_nbm_conus: { hours: 200, cold: 0.5 },
  ncep_hrrr_conus: { hours: 18, cold: 1 },
  ecmwf_ifs025: { hours: 200, cold: 2 },
  gfs_seamless: { hours: 200, cold: 1.5 },
  icon_seamless: { hours: 120, cold: 1 },
};

/** Hours in GMT of each model that was asked for, by name where there are several; nulls past their reach. */
const voice: ForecastVoice = {
  path: '/v1/forecast',
  keyName: 'apikey',
  mostAnHour: 5_000,
  place: (query) => [Number(query.get('latitude')), Number(query.get('longitude'))],
  refuse: (status) =>
    jsonPage(
      {
        error: true,
        reason:
          status === 429 ? 'Hourly API request limit exceeded. Please try again in the next hour.' : 'Bad request',
      },
      status,
    ),
  answer({ symbol, latitude, longitude }, { query, time }, temperatureOf) {
    const models = (query.get('models') ?? 'gfs_seamless').split(',');
    const american = longitude < -60 && longitude > -130;
    if (models.some((model) => REACH[model] === undefined || (model.endsWith('conus') && !american)))
      return jsonPage({ error: true, reason: 'No data is available for this location' }, 400);
    const fahrenheit = query.get('temperature_unit') === 'fahrenheit';
    const unit = fahrenheit ? '°F' : '°C';
    const first = Math.floor(time / DAY_MS) * DAY_MS - Number(query.get('past_days') ?? 0) * DAY_MS;
    const days = Number(query.get('past_days') ?? 0) + Number(query.get('forecast_days') ?? 7);
    const times = Array.from({ length: 24 * days }, (_, i) => first + i * HOUR_MS);
    const name = (model: string) => (models.length === 1 ? 'temperature_2m' : `temperature_2m_${model}`);
    const value = (model: string, at: number) => {
      const { hours, cold } = REACH[model] as { hours: number; cold: number };
      if (at > time + hours * HOUR_MS) return null;
      const told = temperatureOf(symbol, at) - cold;
      return Math.round((fahrenheit ? told : celsius(told)) * 10) / 10;
    };
    return jsonPage({
      latitude,
      longitude,
      generationtime_ms: 0.4,
      utc_offset_seconds: 0,
      timezone: 'GMT',
      timezone_abbreviation: 'GMT',
      hourly_units: { time: 'iso8601', ...Object.fromEntries(models.map((model) => [name(model), unit])) },
      hourly: {
        time: times.map((at) => new Date(at).toISOString().slice(0, 16)),
        ...Object.fromEntries(models.map((model) => [name(model), times.map((at) => value(model, at))])),
      },
    });
  },
};

export const startOpenMeteo = (options: ForecastStandInOptions): Promise<ForecastStandIn> =>
  startForecasts(voice, options);
