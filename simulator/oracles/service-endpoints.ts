import { newsPapers } from '../world/question-headlines.js';
import type { ToldWorld } from '../world/told-world.js';
import type { Services } from './start-services.js';

/** Where the services are, with the keys that they take. */
export interface ServiceEndpoints {
  readonly weather: {
    readonly nwsUrl: string;
    readonly openWeatherUrl: string;
    readonly tomorrowUrl: string;
    readonly openMeteoUrl: string;
    readonly apiKey: string;
  };
  readonly sports: {
    readonly espnUrl: string;
    readonly polymarketUrl: string;
    readonly oddsApiUrl: string;
    readonly oddsApiKey: string;
  };
  readonly news: {
    /** Feeds of a topic are `/rss/<topic>` and `/atom/<topic>`. */
    readonly feedsUrl: string;
    readonly gdeltUrl: string;
    /** Topics under which papers print what was decided. */
    readonly papers: readonly string[];
  };
  readonly flights: {
    readonly aeroApiUrl: string;
    readonly aeroApiKey: string;
    readonly openSkyUrl: string;
    readonly openSkyTokenUrl: string;
    readonly openSkyClient: { readonly id: string; readonly secret: string };
  };
  readonly economics: {
    readonly fredUrl: string;
    readonly blsUrl: string;
    readonly fedUrl: string;
    readonly apiKey: string;
  };
  /** What they tell of besides the weather, as oracles name it. */
  readonly symbols: ToldWorld['symbols'];
}

export const serviceEndpoints = ({ weather, sports, news, flights, economics, told }: Services): ServiceEndpoints => ({
  weather: {
    nwsUrl: weather.nws.url,
    openWeatherUrl: weather.openWeather.url,
    tomorrowUrl: weather.tomorrow.url,
    openMeteoUrl: weather.openMeteo.url,
    apiKey: weather.apiKey,
  },
  sports: {
    espnUrl: sports.espn.url,
    polymarketUrl: sports.polymarketSports.url,
    oddsApiUrl: sports.oddsApi.url,
    oddsApiKey: sports.apiKey,
  },
  news: { feedsUrl: news.feeds.url, gdeltUrl: news.gdelt.url, papers: newsPapers },
  flights: {
    aeroApiUrl: flights.aeroApi.url,
    aeroApiKey: flights.apiKey,
    openSkyUrl: flights.openSky.url,
    openSkyTokenUrl: flights.openSky.tokenUrl,
    openSkyClient: flights.client,
  },
  economics: {
    fredUrl: economics.fred.url,
    blsUrl: economics.bls.url,
    fedUrl: economics.fed.url,
    apiKey: economics.apiKey,
  },
  symbols: told.symbols,
});
