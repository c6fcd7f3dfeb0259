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

const MESSAGES = {
  400: 'wrong latitude',
  401: 'Invalid API key. Please see https://openweathermap.org/faq#error401 for more info.',
  429: 'Your account is temporary blocked due to exceeding of requests limitation of your subscription type.',
} as const;
const HOURS = 48;
const DAYS = 8;

/** One Call 3.0 in metric units. Its days are clock days: an hour off the standard day here, as in summer. */
const voice: ForecastVoice = {
  path: '/data/3.0/onecall',
  keyName: 'appid',
  mostAnHour: 3_600,
  place: (query) => [Number(query.get('lat')), Number(query.get('lon'))],
  refuse: (status) => jsonPage({ cod: status, message: MESSAGES[status] }, status),
  answer({ symbol, standardHours, latitude, longitude }, { time }, temperatureOf) {
    const offset = standardHours + 1;
    return jsonPage({
      lat: latitude,
      lon: longitude,
      timezone: 'Etc/Simulated',
      timezone_offset: offset * 3_600,
      hourly: fullHours(time, HOURS).map((at) => ({
        dt: at / 1_000,
        temp: celsius(temperatureOf(symbol, at)),
        pop: 0,
      })),
      daily: clockDays(temperatureOf, symbol, time, offset, DAYS).map(({ start, maximum }) => ({
        dt: start / 1_000 + 43_200,
        summary: '',
        temp: { max: celsius(maximum), min: celsius(maximum - 14), day: celsius(maximum - 2) },
      })),
    });
  },
};

export const startOpenWeather = (options: ForecastStandInOptions): Promise<ForecastStandIn> =>
  startForecasts(voice, options);
