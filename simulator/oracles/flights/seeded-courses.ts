import { seededRandom, seedFrom } from '@pm-arbitrage/core/random/random.js';
import { gaussian } from '../../world/normal.js';
import type { CourseOf } from './flight-of.js';

const MINUTE_MS = 60_000;
const TAXI_OUT_MS = 15 * MINUTE_MS;
const TAXI_IN_MS = 6 * MINUTE_MS;
/** Delay at the gate, minutes: most leave about on time, some very late. */
const SPREAD = 12;
const LATE_SHARE = 0.15;
const LATE_MINUTES = 60;

/** Flights with the delays that a seed gives them; all of them arrive. */
export function seededCourses(seed: number): CourseOf {
  return ({ ident, scheduledOut, scheduledIn }) => {
    const random = seededRandom(seedFrom(seed, `${ident} ${scheduledOut}`));
    const late = random.next() < LATE_SHARE ? LATE_MINUTES * random.next() : 0;
    const delay = (SPREAD * gaussian(random) + late) * MINUTE_MS;
    const made = 5 * gaussian(random) * MINUTE_MS;
    const arrival = Math.round(scheduledIn + delay + made);
    return {
      off: Math.round(scheduledOut + Math.max(0, delay) + TAXI_OUT_MS),
      on: arrival - TAXI_IN_MS,
      in: arrival,
      fate: 'arrives',
    };
  };
}
