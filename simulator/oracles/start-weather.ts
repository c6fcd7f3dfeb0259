import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { digest } from '../world/identifiers.js';
import { expectedTemperature, type Weather } from '../world/weather.js';
import type { SimulatorPorts } from '../simulator-ports.js';
import { type NwsStandIn, startNws } from './weather/nws/start-nws.js';
import type { ForecastStandIn } from './weather/start-forecasts.js';
import { startOpenMeteo } from './weather/start-open-meteo.js';
import { startOpenWeather } from './weather/start-openweather.js';
import { startTomorrow } from './weather/start-tomorrow.js';
import { weatherPlaces } from './weather/weather-place.js';

/** The services of the weather, which tell of one world. */
export interface WeatherServices {
  readonly nws: NwsStandIn;
  readonly openWeather: ForecastStandIn;
  readonly tomorrow: ForecastStandIn;
  readonly openMeteo: ForecastStandIn;
  /** Of all that want a key; it follows from the seed. */
  readonly apiKey: string;
  close(): Promise<void>;
}

export interface WeatherServicesOptions {
  readonly seed: number;
  readonly clock: Clock;
  readonly host: string;
  readonly ports: SimulatorPorts;
  readonly weather: Weather;
}

/** Starts them all. @throws when a port is taken. */
export async function startWeather(options: WeatherServicesOptions): Promise<WeatherServices> {
  const { seed, clock, host, ports, weather } = options;
  const apiKey = digest(seed, 'weather-key').slice(0, 32);
  const places = new Map(weatherPlaces.map((place) => [place.symbol, place]));
  const expected = (symbol: string, time: number): number => {
    const place = places.get(symbol);
    return place === undefined ? Number.NaN : expectedTemperature(weather, place, time, clock.now());
  };
  const forecasts = { clock, host, apiKey, temperatureOf: expected };
  const [nws, openWeather, tomorrow, openMeteo] = await Promise.all([
    startNws({ clock, host, port: ports.nws ?? 0, temperatureOf: weather.temperatureOf, expected }),
    startOpenWeather({ ...forecasts, port: ports.openWeather ?? 0 }),
    startTomorrow({ ...forecasts, port: ports.tomorrow ?? 0 }),
    startOpenMeteo({ ...forecasts, port: ports.openMeteo ?? 0 }),
  ]);
  const all = [nws, openWeather, tomorrow, openMeteo];
  return {
    nws,
    openWeather,
    tomorrow,
    openMeteo,
    apiKey,
    async close() {
      await Promise.all(all.map((service) => service.close()));
    },
  };
}
