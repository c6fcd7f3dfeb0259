import type { FlightTerms } from '@pm-arbitrage/core/settlement-terms/flights/flight-terms.js';
import type { ToldFlight } from './flight-desk.js';
import { type Unpriced, unpriced } from './unpriced.js';

/** The arrival that a market counts. Times Unix ms. */
export interface Arrival {
  readonly actual: number | null;
  readonly estimated: number;
  /**
   * When it was due. Schedules name the gate; of a market on landings either the scheduled landing or the scheduled
   * arrival at the gate may be meant.
   */
  readonly due: readonly number[];
}

const HOUR_MS = 3_600_000;
/** Further from its schedule than this is an error, or another flight. */
const MOST_MS = 24 * HOUR_MS;

/** The times of a flight by which a market settles; or why they cannot be used. */
export function arrivalOf({ arrival, flight }: FlightTerms, fact: ToldFlight['fact']): Arrival | Unpriced {
  const { scheduledIn, scheduledOn } = fact;
  const gate = arrival.value === 'gate';
  const due = (gate ? [scheduledIn] : [scheduledIn, scheduledOn]).filter((at) => at !== null);
  const [first] = due;
  if (first === undefined) return unpriced('unknown', `when ${flight.value} is due is not known`);
  const actual = gate ? fact.actualIn : fact.actualOn;
  // Who has landed will be at the gate by what is estimated of that.
  const told = gate ? fact.estimatedIn : fact.estimatedOn;
  const estimated = told ?? (gate ? scheduledIn : scheduledOn) ?? first;
  if ([actual ?? first, estimated].some((at) => Math.abs(at - first) > MOST_MS))
    return unpriced('bad-numbers', `${flight.value} is told to arrive a day off its schedule`);
  return { actual, estimated, due };
}
