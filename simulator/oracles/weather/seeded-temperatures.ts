import { seededRandom, seedFrom } from '@pm-arbitrage/core/random/random.js';
import { gaussian } from '../../world/normal.js';
import type { TemperatureOf } from './temperature-of.js';
import { type WeatherPlace, weatherPlaces } from './weather-place.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Swing between night and afternoon, °F either way, and how far days are apart. */
const SWING = 8;
const DAY_SPREAD = 7;
const HOUR_SPREAD = 0.8;
const WARMEST_HOUR = 15;
/** Draws kept at hand; they follow from the seed and can be made again. */
const MOST_DRAWN = 20_000;

/**
 * Temperatures that can be asked for any time in any order: a level of the place, a swing through the day with its
 * height at three in the afternoon, a level for each day and a little for each hour, both running smoothly into the next.
 */
export function seededTemperatures(seed: number, places: readonly WeatherPlace[] = weatherPlaces): TemperatureOf {
  const known = new Map(places.map((place) => [place.symbol, place]));
  const drawn = new Map<string, number>();
  const draw = (name: string, symbol: string, step: number) => {
    const key = `${name} ${symbol} ${step}`;
    let value = drawn.get(key);
    if (value !== undefined) return value;
    if (drawn.size >= MOST_DRAWN) drawn.clear();
    drawn.set(key, (value = gaussian(seededRandom(seedFrom(seed, key)))));
    return value;
  };
  return (symbol, time) => {
    const place = known.get(symbol);
    if (!place) return Number.NaN;
    const local = time + place.standardHours * HOUR_MS;
    const smooth = (name: string, stepMs: number, spread: number) => {
      const at = local / stepMs;
      const before = Math.floor(at);
      const share = (1 - Math.cos(Math.PI * (at - before))) / 2;
      return spread * ((1 - share) * draw(name, symbol, before) + share * draw(name, symbol, before + 1));
    };
    const level = 85 - 0.9 * Math.abs(place.latitude - 20);
    const hour = (local % DAY_MS) / HOUR_MS;
    const swing = SWING * Math.cos(((hour - WARMEST_HOUR) / 24) * 2 * Math.PI);
    return level + swing + smooth('day', DAY_MS, DAY_SPREAD) + smooth('hour', HOUR_MS, HOUR_SPREAD);
  };
}
