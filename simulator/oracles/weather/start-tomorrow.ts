import { jsonPage } from '../polling/page-server.js';
import {
  celsius,
  clockDays,
  type ForecastStandIn,
  type ForecastStandInOptions,
  type ForecastVoice,
  fullHours,
  startForecasts,
} from './start-forecasts.js';

const ERRORS = {
  400: [400001, 'Invalid Body Parameters'],
  401: [401001, 'Invalid Auth'],
  429: [429001, 'Too Many Calls'],
} as const;
const HOURS = 120;
const DAYS = 5;

/** The forecast of the free plan, metric. */
const voice: ForecastVoice = {
  path: '/v4/weather/forecast',
  keyName: 'apikey',
  mostAnHour: 25,
  place(query) {
    const [latitude, longitude] = (query.get('location') ?? '').split(',').map(Number);
    return [latitude ?? Number.NaN, longitude ?? Number.NaN];
  },
  refuse(status) {
    const [code, type] = ERRORS[status];
    return jsonPage({ code, type, message: `${type}: the request was refused.` }, status);
  },
  answer({ symbol, standardHours, latitude, longitude }, { time }, temperatureOf) {
    const iso = (at: number) => `${new Date(at).toISOString().slice(0, 19)}Z`;
    return jsonPage({
      timelines: {
        // The last hour has no value, as happens at the end of a run of the model.
        hourly: fullHours(time, HOURS).map((at, i) => ({
          time: iso(at),
          values: { temperature: i === HOURS - 1 ? null : celsius(temperatureOf(symbol, at)) },
        })),
        daily: clockDays(temperatureOf, symbol, time, standardHours, DAYS).map(({ start, maximum }) => ({
          time: iso(start),
          values: { temperatureMax: celsius(maximum), temperatureMin: celsius(maximum - 14) },
        })),
      },
      location: { lat: latitude, lon: longitude },
    });
  },
};

export const startTomorrow = (options: ForecastStandInOptions): Promise<ForecastStandIn> =>
  startForecasts(voice, options);
