import { z } from 'zod';
import { optionalText, symbolText, webUrl } from './schema-parts.js';

/* What each kind of oracle is told: addresses, keys, and what its plans allow. A null address: not listened to. */

/** Of a plan, per the time that the key names. */
const allowance = (perDefault: number) => z.int().min(1).default(perDefault);
const address = (byDefault: string) => webUrl.nullable().default(byDefault);
const moments = z.array(z.iso.datetime({ offset: true })).default([]);

const crypto = z.strictObject({
  binanceUrl: address('wss://data-stream.binance.vision'),
  /** Closed candles that were not seen closing; null: they stay unknown. */
  binanceRestUrl: address('https://data-api.binance.vision'),
  coinbaseUrl: address('wss://ws-feed.exchange.coinbase.com'),
  polyboltUrl: address('wss://ws-live-v2.polymarket.com/ws'),
  /** API credentials of Polymarket's CLOB; without them its reference prices are not sent. */
  polyboltKey: optionalText,
  polyboltSecret: optionalText,
  polyboltPassphrase: optionalText,
  /** CF Benchmarks' indices over Kalshi's socket, with the key of the venue. */
  cfBenchmarks: z.boolean().default(true),
});

const weather = z.strictObject({
  nwsUrl: address('https://api.weather.gov'),
  /** Who asks, and how to reach him; without it the National Weather Service answers nobody. */
  nwsUserAgent: optionalText,
  openWeatherUrl: address('https://api.openweathermap.org'),
  openWeatherKey: optionalText,
  tomorrowUrl: address('https://api.tomorrow.io'),
  tomorrowKey: optionalText,
  openMeteoUrl: address('https://api.open-meteo.com'),
  openMeteoKey: optionalText,
  /** Whoever runs this says that his use is non-commercial; without a key nothing else is allowed. */
  openMeteoNonCommercial: z.boolean().default(false),
});

const sports = z.strictObject({
  espnUrl: address('https://site.api.espn.com'),
  polymarketUrl: address('wss://sports-api.polymarket.com/ws'),
  oddsApiUrl: address('https://api.the-odds-api.com'),
  oddsApiKey: optionalText,
  /** Whose bookmakers; each costs a credit a request. */
  oddsRegions: z
    .array(z.string().regex(/^[a-z]{2,3}\d?$/, 'a region such as us, us2, uk, eu, au'))
    .min(1)
    .default(['us']),
  /** Credits of a month. */
  oddsCredits: allowance(500),
});

const news = z.strictObject({
  /** RSS or Atom feeds, each of a topic; publishers tell independent sources apart. */
  feeds: z
    .array(
      z.strictObject({
        symbol: symbolText,
        url: webUrl,
        publisher: z.string().min(1),
        official: z.boolean().default(false),
      }),
    )
    .max(100)
    .default([]),
  gdeltUrl: address('https://api.gdeltproject.org'),
  /** What GDELT is searched for, each for a topic. */
  searches: z
    .array(z.strictObject({ symbol: symbolText, query: z.string().min(3).max(250) }))
    .max(40)
    .default([]),
});

const flights = z.strictObject({
  aeroApiUrl: address('https://aeroapi.flightaware.com/aeroapi'),
  aeroApiKey: optionalText,
  /** Result sets (pages) that the plan allows a minute… */
  aeroApiPerMinute: allowance(10),
  /** …and that may be paid for in a day. */
  aeroApiPerDay: allowance(1_000),
  openSkyUrl: address('https://opensky-network.org/api'),
  openSkyTokenUrl: webUrl.default(
    'https://auth.opensky-network.org/auth/realms/opensky-network/protocol/openid-connect/token',
  ),
  openSkyClientId: optionalText,
  openSkyClientSecret: optionalText,
  /** Where to look, degrees; a small box costs fewer credits. Null: everywhere. */
  openSkyBox: z
    .strictObject({
      south: z.number().min(-90).max(90),
      west: z.number().min(-180).max(180),
      north: z.number().min(-90).max(90),
      east: z.number().min(-180).max(180),
    })
    .refine(({ south, north, west, east }) => south < north && west < east, 'south below north, west below east')
    .nullable()
    .default(null),
  /** Credits of a day. */
  openSkyCredits: allowance(4_000),
});

const economics = z.strictObject({
  fredUrl: address('https://api.stlouisfed.org'),
  fredKey: optionalText,
  blsUrl: address('https://api.bls.gov'),
  blsKey: optionalText,
  fedUrl: address('https://www.federalreserve.gov'),
  /** Times of releases, around which agencies are asked every few seconds. */
  releases: moments,
  /** Times of statements of the Federal Reserve's committee. */
  statements: moments,
});

/** The sections of `oracles`, one a kind. */
export const oracleSections = {
  crypto: crypto.prefault({}),
  weather: weather.prefault({}),
  sports: sports.prefault({}),
  news: news.prefault({}),
  flights: flights.prefault({}),
  economics: economics.prefault({}),
};
