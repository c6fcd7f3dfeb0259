import type { TemperatureOf } from './temperature-of.js';

const MINUTE_MS = 60_000;
/** The official instrument keeps its own maximum from short averages: looked at every five minutes here. */
const STEP_MS = 5 * MINUTE_MS;

/** The highest temperature of a stretch of time, °F; −Infinity for an empty one. Times Unix ms, `to` exclusive. */
export function highest(temperatureOf: TemperatureOf, symbol: string, from: number, to: number): number {
  let most = -Infinity;
  for (let time = from; time < to; time += STEP_MS) most = Math.max(most, temperatureOf(symbol, time));
  return most;
}

/** The lowest one, alike; Infinity for an empty stretch. */
export const lowest = (temperatureOf: TemperatureOf, symbol: string, from: number, to: number): number =>
  -highest((place, time) => -temperatureOf(place, time), symbol, from, to);
