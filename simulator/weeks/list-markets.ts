import { seededRandom, seedFrom } from '@pm-arbitrage/core/random/random.js';
import { kalshiHour } from './listing/kalshi-hour.js';
import { polymarketNoon } from './listing/polymarket-noon.js';
import { polymarketTouch } from './listing/polymarket-touch.js';
import { QUARTER_MS, quarters } from './listing/quarters.js';
import { twin } from './listing/twins.js';
import { drawLagMs } from './maker.js';
import type { PriceTruth } from './price-truth.js';
import type { Session } from './sessions.js';
import type { WeekMarket } from './week-market.js';
import type { WeekParameters } from './week-parameters.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Midnight in New York, UTC. */
const EASTERN_MIDNIGHT = 5 * HOUR_MS;
const NOON_UTC = 17 * HOUR_MS;
const TWINS_A_DAY = 3;

export interface Listing {
  readonly seed: number;
  readonly from: number;
  readonly days: number;
  readonly parameters: WeekParameters;
  readonly truth: PriceTruth;
  readonly sessions: readonly Session[];
}

/** Every market that both venues list in these days. */
export function listMarkets(listing: Listing): readonly WeekMarket[] {
  const { from, days, sessions, truth } = listing;
  const midnights = Array.from({ length: days }, (_, day) => from + day * DAY_MS);
  return [
    ...sessions.flatMap((session) => ofSession(truth, session)),
    ...midnights.flatMap((midnight) => ofDay(listing, midnight)),
    ...(days > 1 ? polymarketTouch(truth, from + EASTERN_MIDNIGHT, from + (days - 1) * DAY_MS + EASTERN_MIDNIGHT) : []),
  ];
}

function ofSession(truth: PriceTruth, { from, hour }: Session): readonly WeekMarket[] {
  const starts = [];
  for (let start = Math.ceil(from / QUARTER_MS) * QUARTER_MS; start < hour; start += QUARTER_MS) starts.push(start);
  return [...kalshiHour(truth, from, hour), ...starts.flatMap((start) => quarters(truth, start))];
}

function ofDay({ seed, parameters, sessions, truth }: Listing, midnight: number): readonly WeekMarket[] {
  const today = sessions.filter(({ hour }) => hour >= midnight && hour < midnight + DAY_MS);
  const [first, last] = [today[0], today.at(-1)];
  if (first === undefined || last === undefined) return [];
  const noon = midnight + NOON_UTC;
  const noons = first.from < noon ? polymarketNoon(truth, first.from, noon) : [];
  const twins = new Map<string, readonly WeekMarket[]>();
  // A question that was drawn already is drawn again: one question has one truth.
  for (let draw = 0; twins.size < TWINS_A_DAY; draw++) {
    const name = `${new Date(midnight).toISOString().slice(5, 10).replace('-', '')}-${draw}`;
    const random = seededRandom(seedFrom(seed, 'news', name));
    const heardAt = (at: number) => at + drawLagMs(random, parameters.twins.newsLag);
    const pair = twin({ seed, name, opensAt: first.from, closesAt: last.hour, heardAt });
    const title = pair[0]?.market.title ?? name;
    if (!twins.has(title)) twins.set(title, pair);
  }
  return [...noons, ...[...twins.values()].flat()];
}
