import type { OracleFact } from '@pm-arbitrage/core/domain/oracle-tick.js';
import { type Body, isBody, readIsoTime, shown } from '../../transport/read-fields.js';
import { localDay } from '../local-day.js';

type FlightFact = OracleFact & { kind: 'flight' };

/** One flight as AeroAPI knows it. Times Unix ms. */
export interface KnownFlight {
  readonly kind: 'flight';
  /** One for each flight, also where it has two records. */
  readonly id: string;
  /** Every name that the flight goes by: `UA123`, `UAL123`. */
  readonly idents: readonly string[];
  /** Local day of the scheduled arrival. */
  readonly day: string;
  /** At the gate. */
  readonly scheduledIn: number;
  readonly estimatedIn: number | null;
  readonly actualIn: number | null;
  /** On the runway. */
  readonly scheduledOn: number | null;
  readonly estimatedOn: number | null;
  readonly actualOn: number | null;
  readonly state: FlightFact['state'];
}

export type FlightNews = KnownFlight | { readonly kind: 'refused'; readonly reason: string };

export interface FlightPage {
  readonly flights: readonly FlightNews[];
  /** Path of the next page; null when this is the last. */
  readonly next: string | null;
}

const MOST = 200;

/** Reads `/flights/{ident}`. @returns a sentence where it is none. Never throws. */
export function readFlights(body: unknown): FlightPage | string {
  const list = isBody(body) ? body['flights'] : undefined;
  if (!isBody(body) || !Array.isArray(list)) return `the answer has the flights ${shown(list)}`;
  const links = body['links'];
  const next = isBody(links) ? links['next'] : null;
  return {
    flights: list.slice(0, MOST).map((flight: unknown) => {
      const read = readFlight(flight);
      return typeof read === 'string' ? { kind: 'refused', reason: read } : read;
    }),
    // Led on within the same service alone.
    next: typeof next === 'string' && /^\/flights\/\w{2,12}\?[\w%=&.:+-]{1,500}$/.test(next) ? next : null,
  };
}

function readFlight(flight: unknown): KnownFlight | string {
  if (!isBody(flight)) return `a flight is ${shown(flight)}`;
  const id = flight['fa_flight_id'];
  if (typeof id !== 'string' || id === '') return `a flight has the id ${shown(id)}`;
  const name = id.slice(0, 60);
  const idents = ['ident', 'ident_icao', 'ident_iata']
    .map((field) => flight[field])
    .filter((one) => typeof one === 'string');
  if (idents.length === 0) return `${name} has no name`;
  if (flight['blocked'] === true || flight['position_only'] === true) return `${name} has no schedule`;
  const scheduledIn = readIsoTime(flight['scheduled_in'] ?? flight['scheduled_on']);
  if (Number.isNaN(scheduledIn)) return `${name} is to arrive at ${shown(flight['scheduled_in'])}`;
  const destination = flight['destination'];
  const zone = isBody(destination) ? destination['timezone'] : undefined;
  const day = typeof zone === 'string' ? localDay(zone, scheduledIn) : null;
  if (day === null) return `${name} arrives in the zone ${shown(zone)}`;
  const actualIn = optionalTime(flight['actual_in']);
  return {
    kind: 'flight',
    id,
    idents,
    day,
    scheduledIn,
    estimatedIn: optionalTime(flight['estimated_in']),
    actualIn,
    scheduledOn: optionalTime(flight['scheduled_on']),
    estimatedOn: optionalTime(flight['estimated_on']),
    actualOn: optionalTime(flight['actual_on']),
    state: readState(flight, actualIn),
  };
}

/** Null, or anything that is no time: it has not happened, or is not known. */
function optionalTime(value: unknown): number | null {
  const time = readIsoTime(value);
  return Number.isNaN(time) ? null : time;
}

function readState(flight: Body, actualIn: number | null): FlightFact['state'] {
  if (flight['diverted'] === true) return 'diverted';
  if (flight['cancelled'] === true) return 'cancelled';
  if (actualIn !== null || optionalTime(flight['actual_on']) !== null) return 'landed';
  return optionalTime(flight['actual_off']) === null ? 'scheduled' : 'airborne';
}
