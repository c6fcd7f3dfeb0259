import { seededRandom, seedFrom } from '@pm-arbitrage/core/random/random.js';
import { gaussian } from '../world/normal.js';
import type { PriceOf } from './price-of.js';

export interface SeededPricesOptions {
  readonly seed: number;
  /** Unix ms; paths start here at their starting prices, earlier times have those too. */
  readonly origin: number;
  /** Of a year, as a share. Default `SEEDED_VOLATILITY`. */
  readonly volatility?: number;
  /** By how much Tether is below a dollar, as a share, on average. Default 0.0003: prices in it are that much higher. */
  readonly tetherDiscount?: number;
}

/** Of a year, as a share, unless told. */
export const SEEDED_VOLATILITY = 0.5;

const DAY_MS = 86_400_000;
const YEAR_DAYS = 365;
/** Halvings of a day: steps of 165 ms. */
const LEVELS = 19;

/** Rough prices of autumn 2026, in dollars. */
const START: Readonly<Record<string, number>> = {
  btc: 84_000,
  eth: 2_900,
  sol: 135,
  xrp: 2.1,
  doge: 0.15,
  bnb: 850,
  bch: 500,
  zec: 520,
  hype: 35,
  near: 2.2,
  ada: 0.45,
};

/**
 * Geometric Brownian paths that can be asked for any time in any order: days are added up, and within a day midpoints
 * are displaced (Lévy's construction), each by a draw that its place alone seeds.
 */
export function seededPrices(options: SeededPricesOptions): PriceOf {
  const { seed, origin, volatility = SEEDED_VOLATILITY, tetherDiscount = 0.000_3 } = options;
  const daily = volatility / Math.sqrt(YEAR_DAYS);
  const paths = new Map<string, (time: number) => number>();
  const path = (name: string) => {
    let found = paths.get(name);
    if (!found) paths.set(name, (found = brownian(seedFrom(seed, name), origin)));
    return found;
  };
  return (symbol, time) => {
    const [asset = '', quote = ''] = symbol.split('-');
    const days = Math.max(0, time - origin) / DAY_MS;
    const drift = (daily * daily * days) / 2;
    const usd = (START[asset] ?? 1) * Math.exp(daily * path(asset)(time) - drift);
    if (quote !== 'usdt') return usd;
    // Tether wanders around its discount by about a basis point a day, and is pulled back.
    return usd * (1 + tetherDiscount + 0.000_1 * Math.sin(path('usdt')(time)));
  };
}

/** A standard Brownian motion in days since the origin. */
function brownian(seed: number, origin: number): (time: number) => number {
  const draw = (day: number, place: number) => gaussian(seededRandom(mix(mix(seed, day), place)));
  const ends = [0];
  return (time) => {
    const days = Math.max(0, time - origin) / DAY_MS;
    const day = Math.floor(days);
    while (ends.length <= day + 1) ends.push((ends.at(-1) ?? 0) + draw(ends.length, 0));
    let [low, high] = [ends[day] ?? 0, ends[day + 1] ?? 0];
    let at = days - day;
    let deviation = 0.5;
    let place = 1;
    for (let level = 0; level < LEVELS; level++) {
      const middle = (low + high) / 2 + deviation * draw(day, place);
      const upper = at >= 0.5;
      if (upper) low = middle;
      else high = middle;
      at = upper ? at * 2 - 1 : at * 2;
      place = place * 2 + (upper ? 1 : 0);
      deviation /= Math.SQRT2;
    }
    return low + (high - low) * at;
  };
}

/** One seed from two numbers (the finalizer of MurmurHash3): asked a million times an hour, so no texts are hashed. */
function mix(seed: number, value: number): number {
  let hash = Math.imul(seed ^ Math.imul(value + 0x9e3779b9, 0x85ebca6b), 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
