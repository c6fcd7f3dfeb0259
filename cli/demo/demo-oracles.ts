import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { type OracleType } from '@pm-arbitrage/core/domain/oracle-tick.js';
import type { SimulatorEndpoints } from '@pm-arbitrage/simulator/start-simulator.js';

/** Oracles of these kinds, on the services of the simulated world. */
export function demoOracles({ crypto, services }: SimulatorEndpoints, run: readonly OracleType[]): Config['oracles'] {
  const { economics, flights, news, sports, symbols, weather } = services;
  const feed = (symbol: string, path: string, publisher: string) => ({
    symbol,
    url: `${news.feedsUrl}/rss/${path}`,
    publisher,
    official: false,
  });
  return {
    run: [...run],
    crypto: {
      binanceUrl: crypto.binanceUrl,
      binanceRestUrl: crypto.binanceRestUrl,
      coinbaseUrl: crypto.coinbaseUrl,
      polyboltUrl: crypto.polyboltUrl,
      polyboltKey: crypto.polyboltKey.apiKey,
      polyboltSecret: crypto.polyboltKey.secret,
      polyboltPassphrase: crypto.polyboltKey.passphrase,
      cfBenchmarks: true,
    },
    weather: {
      nwsUrl: weather.nwsUrl,
      nwsUserAgent: '(pm-arbitrage demo, nobody@example.com)',
      openWeatherUrl: weather.openWeatherUrl,
      openWeatherKey: weather.apiKey,
      tomorrowUrl: weather.tomorrowUrl,
      tomorrowKey: weather.apiKey,
      openMeteoUrl: weather.openMeteoUrl,
      openMeteoKey: weather.apiKey,
      openMeteoNonCommercial: false,
    },
    sports: {
      espnUrl: sports.espnUrl,
      polymarketUrl: sports.polymarketUrl,
      oddsApiUrl: sports.oddsApiUrl,
      oddsApiKey: sports.oddsApiKey,
      oddsRegions: ['us'],
      oddsCredits: 500,
    },
    news: {
      feeds: [
        ...symbols.news.map((symbol) => feed(symbol, symbol, 'the wire')),
        ...news.papers.map((paper) => feed('senate', paper, `the ${paper}`)),
      ],
      gdeltUrl: news.gdeltUrl,
      searches: symbols.news.map((symbol) => ({ symbol, query: `${symbol} sourcelang:english` })),
    },
    flights: {
      aeroApiUrl: flights.aeroApiUrl,
      aeroApiKey: flights.aeroApiKey,
      aeroApiPerMinute: 10,
      aeroApiPerDay: 1_000,
      openSkyUrl: flights.openSkyUrl,
      openSkyTokenUrl: flights.openSkyTokenUrl,
      openSkyClientId: flights.openSkyClient.id,
      openSkyClientSecret: flights.openSkyClient.secret,
      openSkyBox: null,
      openSkyCredits: 4_000,
    },
    economics: {
      fredUrl: economics.fredUrl,
      fredKey: economics.apiKey,
      blsUrl: economics.blsUrl,
      blsKey: economics.apiKey,
      fedUrl: economics.fedUrl,
      releases: [],
      statements: [],
    },
    symbols: {
      crypto: [],
      weather: [],
      sports: [...symbols.sports],
      news: [],
      flights: [...symbols.flights],
      economics: [...symbols.economics],
    },
  };
}
