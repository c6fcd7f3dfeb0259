import type { FlightTerms } from '@pm-arbitrage/core/settlement-terms/flights/flight-terms.js';
import type { FlightDesk, ToldFlight } from './flight-desk.js';
import { type Unpriced, unpriced } from './unpriced.js';

const MINUTE_MS = 60_000;
/** What is told of a flight that has not left is asked for seldom; of one in the air every few minutes. */
const OLDEST_MS = { scheduled: 40 * MINUTE_MS, moving: 10 * MINUTE_MS } as const;
const ENDED_MS = 12 * 60 * MINUTE_MS;
/** Sources are held against each other if both spoke within this time of now. */
const COMPARED_MS = 20 * MINUTE_MS;

type State = ToldFlight['fact']['state'];
/** States of which only one can be so, the way they follow each other aside. */
const CLASHES: readonly (readonly [State, State])[] = [
  ['cancelled', 'airborne'],
  ['cancelled', 'landed'],
];

/** Times of which two sources tell the same within so much, ms. */
const TIMES = [
  ['scheduledIn', 0],
  ['actualIn', 3 * MINUTE_MS],
  ['actualOn', 3 * MINUTE_MS],
  ['estimatedIn', 30 * MINUTE_MS],
] as const satisfies readonly (readonly [keyof ToldFlight['fact'], number])[];

const differ = (one: number | null, other: number | null, apart: number): boolean =>
  one !== null && other !== null && Math.abs(one - other) > apart;

/**
 * What is said of the flight of a market by a source that knows its schedule; or why nothing may be made of it: too old, of
 * another flight, or contradicted by a source that hears the aircraft. `now` Unix ms.
 */
export function scheduledFlight(terms: FlightTerms, desk: FlightDesk, now: number): ToldFlight | Unpriced {
  const symbol = terms.needs[0]?.symbol ?? '';
  const told = desk.told(symbol);
  const other = told.find(({ fact }) => fact.flight !== terms.flight.value);
  if (other !== undefined) return unpriced('other-thing', `${other.source} tells of ${other.fact.flight}`);
  const flight = told.find(({ fact }) => fact.scheduledIn !== null);
  if (flight === undefined) return unpriced('unknown', `the schedule of ${symbol} is not known`);
  if (flight.fact.state === 'unknown') return unpriced('unknown', `what became of ${symbol} is not known`);
  if (now - flight.at > oldest(flight)) return unpriced('stale', `what is known of ${symbol} is too old`);
  const denier = told.find((one) => now - one.at <= COMPARED_MS && contradicts(one, flight));
  return denier === undefined
    ? flight
    : unpriced('disputed', `${flight.source} and ${denier.source} differ on ${symbol}`);
}

function oldest({ fact }: ToldFlight): number {
  if (fact.state === 'cancelled' || fact.state === 'diverted') return ENDED_MS;
  if (fact.state === 'landed' && fact.actualIn !== null) return ENDED_MS;
  return fact.state === 'scheduled' ? OLDEST_MS.scheduled : OLDEST_MS.moving;
}

/** Whether only one of two can be right; who flies after it was told to be at the gate flies another time. */
function contradicts(one: ToldFlight, other: ToldFlight): boolean {
  if (one.source === other.source) return false;
  if (TIMES.some(([name, apart]) => differ(one.fact[name], other.fact[name], apart))) return true;
  const states = [one.fact.state, other.fact.state];
  if (CLASHES.some(([a, b]) => states.includes(a) && states.includes(b))) return true;
  const arrivedAt = other.fact.actualOn ?? other.fact.actualIn;
  return one.fact.state === 'airborne' && arrivedAt !== null && one.at > arrivedAt;
}
