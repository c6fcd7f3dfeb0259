import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { SimulatorPorts } from '../simulator-ports.js';
import { type ToldWorld, toldWorld } from '../world/told-world.js';
import { questionHeadlines } from '../world/question-headlines.js';
import type { World } from '../world/world.js';
import { type EconomicsServices, startEconomics } from './start-economics.js';
import { type FlightServices, startFlights } from './start-flights.js';
import { type NewsServices, startNews } from './start-news.js';
import { type SportsServices, startSports } from './start-sports.js';
import { startWeather, type WeatherServices } from './start-weather.js';

/** The services that tell of the world and are no feeds of prices. */
export interface Services {
  readonly weather: WeatherServices;
  readonly sports: SportsServices;
  readonly news: NewsServices;
  readonly flights: FlightServices;
  readonly economics: EconomicsServices;
  readonly told: ToldWorld;
  close(): Promise<void>;
}

export interface ServicesOptions {
  readonly world: World;
  readonly clock: Clock;
  readonly host: string;
  readonly ports: SimulatorPorts;
}

/** Starts them all. @throws when a port is taken. */
export async function startServices({ world, clock, host, ports }: ServicesOptions): Promise<Services> {
  const { seed, origin } = world;
  const told = toldWorld(seed, origin);
  const common = { seed, clock, host, ports };
  const [weather, sports, news, flights, economics] = await Promise.all([
    startWeather({ ...common, weather: world.weather }),
    startSports({ ...common, ...told }),
    startNews({ ...common, headlinesOf: questionHeadlines(world, told.headlinesOf) }),
    startFlights({ ...common, ...told }),
    startEconomics({ ...common, ...told }),
  ]);
  return {
    weather,
    sports,
    news,
    flights,
    economics,
    told,
    async close() {
      await Promise.all([weather, sports, news, flights, economics].map((services) => services.close()));
    },
  };
}
