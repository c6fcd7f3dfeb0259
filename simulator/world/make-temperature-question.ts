import { dailyMaximum } from '@pm-arbitrage/core/fair-value/temperature/daily-maximum.js';
import { seededRandom, seedFrom } from '@pm-arbitrage/core/random/random.js';
import { type WeatherPlace, weatherPlaces } from '../oracles/weather/weather-place.js';
import type { Lane } from './lanes.js';
import { GRID_MS } from './latent-path.js';
import { timelineOf } from './make-question.js';
import type { Question } from './question.js';
import { temperatureTopic } from './temperature-topic.js';
import { forecastHigh, officialHigh, type Weather } from './weather.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How far from the forecast a strike may lie, °F. */
const OFF = 2.5;
/** How far the forecast that makers still go by is from the newest, °F… */
const OLD_BY = [0.9, 1.7] as const;
/** …and when they read the newest, as a share of the market's life. */
const READ_AT = [0.45, 0.85] as const;
/** What the weather may still do, °F: the error that forecasts of this world have. */
const SPREAD = 2.5;

/**
 * First millisecond of the place's day whose date is the one after that of a moment in UTC. West of Greenwich it begins after
 * trading has ended, so nothing of it was measured by then, and no other question of the world is about that date.
 */
const dayAfter = ({ standardHours }: WeatherPlace, at: number): number =>
  (Math.floor(at / DAY_MS) + 1) * DAY_MS - standardHours * HOUR_MS;

/**
 * The `index`-th question of a lane about tomorrow's highest temperature at a place, as its climate report will have it. Makers
 * go by an old forecast until they read the new one, which services have told all along.
 * @param wallAt turns world milliseconds into Unix milliseconds
 */
export function makeTemperatureQuestion(
  seed: number,
  lane: Lane & { readonly place: string },
  index: number,
  wallAt: (worldMs: number) => number,
  weather: Weather,
): Question {
  const place = weatherPlaces.find(({ symbol }) => symbol === lane.place);
  if (place === undefined) throw new RangeError(`the world has no weather at ${lane.place}`);
  const random = seededRandom(seedFrom(seed, 'temperature-question', lane.index, index));
  const between = ([low, high]: readonly [number, number]) => low + random.next() * (high - low);
  const timeline = timelineOf(seed, lane, index);
  const dayFrom = dayAfter(place, wallAt(timeline.closeAt));
  const forecast = forecastHigh(weather, place, dayFrom);
  const strike = Math.round(forecast + (2 * random.next() - 1) * OFF);
  const old = forecast + between(OLD_BY) * (random.next() < 0.5 ? -1 : 1);
  const readAfter = Math.round((between(READ_AT) * (timeline.closeAt - timeline.openAt)) / GRID_MS) * GRID_MS;
  const above = (mean: number) =>
    dailyMaximum({ from: strike + 1, to: null }, { mean, sd: SPREAD, meanError: 0, sdError: 0 }).probability;
  const [before, after] = [above(old), above(forecast)];
  return {
    lane: lane.index,
    index,
    kind: lane.kind,
    category: lane.category,
    ...temperatureTopic(place.symbol, dayFrom + DAY_MS / 2, strike),
    inverse: false,
    trap: null,
    apart: null,
    timeline,
    news: [readAfter],
    probabilityAt: (_outcome, at) => (at < timeline.openAt + readAfter ? before : after),
    happened: () => officialHigh(weather, place, dayFrom) > strike,
  };
}
