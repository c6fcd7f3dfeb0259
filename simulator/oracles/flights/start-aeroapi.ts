import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { PageFaults } from '../polling/page-faults.js';
import { jsonPage, type PageServer, startPageServer } from '../polling/page-server.js';
import { RequestCount } from '../request-count.js';
import type { CourseOf, SimulatedFlight } from './flight-of.js';

export interface AeroApiStandInOptions {
  readonly clock: Clock;
  readonly flights: readonly SimulatedFlight[];
  readonly courseOf: CourseOf;
  readonly apiKey: string;
  /** Result sets a minute. Default 10. */
  readonly perMinute?: number;
  /** Flights on a page. Default 15. */
  readonly pageSize?: number;
  readonly host?: string;
  readonly port?: number;
}

export interface AeroApiStandIn extends PageServer {
  readonly faults: PageFaults;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DIVERTED_TO = { code: 'KABQ', code_iata: 'ABQ', timezone: 'America/Denver', name: 'Albuquerque' };

const error = (status: number, title: string, detail: string) =>
  jsonPage({ title, reason: title.toUpperCase(), detail, status }, status);

/** Flights by their number: metered by pages, which follow each other by cursors; diverted flights come twice. */
export async function startAeroApi(options: AeroApiStandInOptions): Promise<AeroApiStandIn> {
  const { clock, flights, courseOf, apiKey, perMinute = 10, pageSize = 15, host, port } = options;
  const faults = new PageFaults();
  const sets = new RequestCount(() => clock.now(), 60_000, perMinute);

  const records = (flight: SimulatedFlight, time: number): unknown[] => {
    const { off, on, in: arrived, fate } = courseOf(flight);
    const iso = (at: number) => `${new Date(at).toISOString().slice(0, 19)}Z`;
    const past = (at: number) => (at <= time ? iso(at) : null);
    const base = {
      ident: flight.callsign,
      ident_icao: flight.callsign,
      ident_iata: flight.ident,
      fa_flight_id: `${flight.callsign}-${Math.floor(flight.scheduledOut / 1_000)}-schedule`,
      scheduled_out: iso(flight.scheduledOut),
      scheduled_in: iso(flight.scheduledIn),
      scheduled_on: iso(flight.scheduledIn - (arrived - on)),
      actual_off: fate === 'cancelled' ? null : past(off),
      cancelled: fate === 'cancelled' && time >= flight.scheduledOut,
      blocked: false,
      position_only: false,
    };
    const destination = { code: 'KSIM', code_iata: 'SIM', timezone: flight.zone, name: 'Simulated' };
    if (fate === 'diverted' && time >= on)
      return [
        {
          ...base,
          destination,
          diverted: true,
          estimated_in: null,
          estimated_on: null,
          actual_on: null,
          actual_in: null,
        },
        {
          ...base,
          destination: DIVERTED_TO,
          diverted: false,
          estimated_in: iso(arrived),
          estimated_on: iso(on),
          actual_on: past(on),
          actual_in: past(arrived),
        },
      ];
    const flies = fate !== 'cancelled';
    return [
      {
        ...base,
        destination,
        diverted: false,
        // An estimate is there once the flight is in the air.
        estimated_in: flies && time >= off ? iso(arrived) : iso(flight.scheduledIn),
        estimated_on: iso(flies && time >= off ? on : flight.scheduledIn - (arrived - on)),
        actual_on: flies ? past(on) : null,
        actual_in: flies ? past(arrived) : null,
      },
    ];
  };

  const server = await startPageServer({
    clock,
    faults,
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    serve: ({ path, query, headers, time }) => {
      if (headers['x-apikey'] !== apiKey)
        return error(401, 'Unauthorized', `The key ${String(headers['x-apikey'])} is not valid`);
      const ident = /^\/flights\/(\w+)$/.exec(path)?.[1];
      if (ident === undefined) return error(404, 'Not Found', 'Unknown path');
      if (!sets.take()) return error(429, 'Too Many Requests', 'Result set limit exceeded');
      const from = Date.parse(query.get('start') ?? '');
      const to = Date.parse(query.get('end') ?? '');
      if (!(to > from) || to > time + 2 * DAY_MS || from < time - 10 * DAY_MS)
        return error(400, 'Invalid argument', 'start and end');
      const found = flights
        .filter((flight) => ident === flight.ident || ident === flight.callsign)
        .filter(({ scheduledOut }) => scheduledOut >= from && scheduledOut < to)
        .flatMap((flight) => records(flight, time));
      const cursor = Number(query.get('cursor') ?? 0);
      const next =
        cursor + pageSize < found.length
          ? `/flights/${ident}?${new URLSearchParams({ start: query.get('start') ?? '', end: query.get('end') ?? '', cursor: String(cursor + pageSize) })}`
          : null;
      return jsonPage({
        links: next === null ? null : { next },
        num_pages: 1,
        flights: found.slice(cursor, cursor + pageSize),
      });
    },
  });
  return { ...server, faults };
}
