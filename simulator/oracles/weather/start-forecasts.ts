import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { PageFaults } from '../polling/page-faults.js';
import { jsonPage, type PageQuery, type PageServer, type ServedPage, startPageServer } from '../polling/page-server.js';
import { RequestCount } from '../request-count.js';
import { highest } from './day-truth.js';
import type { TemperatureOf } from './temperature-of.js';
import { type WeatherPlace, weatherPlaces } from './weather-place.js';

export interface ForecastStandInOptions {
  readonly clock: Clock;
  /** What its models expect. */
  readonly temperatureOf: TemperatureOf;
  /** Who may ask; null: everybody. */
  readonly apiKey: string | null;
  readonly places?: readonly WeatherPlace[];
  readonly host?: string;
  readonly port?: number;
  /** Requests that an hour allows. Default: those of the free plan. */
  readonly mostAnHour?: number;
}

export interface ForecastStandIn extends PageServer {
  readonly faults: PageFaults;
}

/** What tells the services apart: where the key is, how a place is named, how they answer. */
export interface ForecastVoice {
  readonly path: string;
  readonly keyName: string;
  readonly mostAnHour: number;
  place(query: URLSearchParams): readonly [latitude: number, longitude: number];
  refuse(status: 400 | 401 | 429): ServedPage;
  answer(place: WeatherPlace, query: PageQuery, temperatureOf: TemperatureOf): ServedPage;
}

const HOUR_MS = 3_600_000;

/** Starts a service of forecasts: key, limit by the hour, one place a request. */
export async function startForecasts(voice: ForecastVoice, options: ForecastStandInOptions): Promise<ForecastStandIn> {
  const { clock, temperatureOf, apiKey, places = weatherPlaces, host, port, mostAnHour = voice.mostAnHour } = options;
  const faults = new PageFaults();
  const count = new RequestCount(() => clock.now(), HOUR_MS, mostAnHour);
  const server = await startPageServer({
    clock,
    faults,
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    serve: (query) => {
      if (query.path !== voice.path) return jsonPage({ message: 'not found' }, 404);
      if (apiKey !== null && query.query.get(voice.keyName) !== apiKey) return voice.refuse(401);
      if (!count.take()) return voice.refuse(429);
      const [latitude, longitude] = voice.place(query.query);
      const near = (a: number, b: number) => Math.abs(a - b) < 0.01;
      const place = places.find((one) => near(one.latitude, latitude) && near(one.longitude, longitude));
      return place ? voice.answer(place, query, temperatureOf) : voice.refuse(400);
    },
  });
  return { ...server, faults };
}

/** °F as °C. */
export const celsius = (fahrenheit: number): number => ((fahrenheit - 32) * 5) / 9;

/** Full hours from a time on, Unix ms. */
export const fullHours = (from: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => Math.floor(from / HOUR_MS) * HOUR_MS + i * HOUR_MS);

/** Highest of each of the next days, cut as the service cuts them: at midnight of a clock `offsetHours` ahead of UTC. */
export function clockDays(
  temperatureOf: TemperatureOf,
  symbol: string,
  now: number,
  offsetHours: number,
  count: number,
): readonly { readonly start: number; readonly maximum: number }[] {
  const day = 24 * HOUR_MS;
  const first = Math.floor((now + offsetHours * HOUR_MS) / day) * day - offsetHours * HOUR_MS;
  return Array.from({ length: count }, (_, i) => {
    const start = first + i * day;
    return { start, maximum: highest(temperatureOf, symbol, start, start + day) };
  });
}
