import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { PageFaults } from '../polling/page-faults.js';
import { jsonPage, type PageServer, startPageServer } from '../polling/page-server.js';
import type { CourseOf, SimulatedFlight } from './flight-of.js';

export interface OpenSkyStandInOptions {
  readonly clock: Clock;
  readonly flights: readonly SimulatedFlight[];
  readonly courseOf: CourseOf;
  readonly client: { readonly id: string; readonly secret: string };
  /** Credits of a day. Default 4,000. */
  readonly daily?: number;
  readonly host?: string;
  readonly port?: number;
}

export interface OpenSkyStandIn extends PageServer {
  /** Where tokens are had. */
  readonly tokenUrl: string;
  readonly faults: PageFaults;
  /** Ends every token that was given, before its time. */
  expireTokens(): void;
  /** Aircraft are heard so much too late, ms. */
  lateMs: number;
}

const TOKEN_PATH = '/auth/realms/opensky-network/protocol/openid-connect/token';
const TOKEN_S = 1_800;
const DAY_MS = 86_400_000;
const GATE_MS = 1_800_000;
const AREAS = [25, 100, 400];

/** Tokens of half an hour, rows by position, credits by area. */
export async function startOpenSky(options: OpenSkyStandInOptions): Promise<OpenSkyStandIn> {
  const { clock, flights, courseOf, client, daily = 4_000, host, port } = options;
  const faults = new PageFaults();
  const tokens = new Map<string, number>();
  const handle = { lateMs: 0 };
  let given = 0;
  let day = 0;
  let credits = daily;

  const row = (flight: SimulatedFlight, time: number): unknown[] | null => {
    const { off, on, in: arrived, fate } = courseOf(flight);
    if (fate === 'cancelled' || time < flight.scheduledOut - GATE_MS || time > arrived + GATE_MS) return null;
    const heard = Math.floor((time - handle.lateMs) / 1_000);
    const ground = time < off || time >= on;
    const callsign = flight.callsign.padEnd(8);
    return [
      'a1b2c3',
      callsign,
      'United States',
      heard,
      heard,
      -104.6,
      39.8,
      ground ? null : 9_000,
      ground,
      ground ? 4 : 230,
      90,
      0,
      null,
      null,
      null,
      false,
      0,
    ];
  };

  const cost = (query: URLSearchParams): number => {
    const [south, north, west, east] = ['lamin', 'lamax', 'lomin', 'lomax'].map((name) =>
      Number(query.get(name) ?? Number.NaN),
    );
    const area = ((north ?? 0) - (south ?? 0)) * ((east ?? 0) - (west ?? 0));
    return Number.isNaN(area) ? 4 : AREAS.filter((least) => area > least).length + 1;
  };

  const server = await startPageServer({
    clock,
    faults,
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    serve: ({ method, path, query, headers, body, time }) => {
      if (path === TOKEN_PATH) {
        const form = new URLSearchParams(body);
        if (method !== 'POST' || form.get('client_id') !== client.id || form.get('client_secret') !== client.secret)
          return jsonPage(
            { error: 'invalid_client', error_description: `Invalid client credentials ${form.get('client_secret')}` },
            401,
          );
        const token = `token-of-${client.id}-${++given}`;
        tokens.set(token, time + TOKEN_S * 1_000);
        return jsonPage({ access_token: token, expires_in: TOKEN_S, token_type: 'Bearer' });
      }
      if (path !== '/api/states/all') return jsonPage({ message: 'not found' }, 404);
      const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
      if ((tokens.get(token) ?? 0) <= time) return jsonPage({ message: `token ${token} is expired` }, 401);
      if (Math.floor(time / DAY_MS) !== day) {
        day = Math.floor(time / DAY_MS);
        credits = daily;
      }
      if (credits < cost(query))
        return jsonPage({ message: 'Too many requests' }, 429, {
          'x-rate-limit-retry-after-seconds': String(Math.ceil(((day + 1) * DAY_MS - time) / 1_000)),
        });
      credits -= cost(query);
      const states = flights.map((flight) => row(flight, time)).filter((one) => one !== null);
      return jsonPage({ time: Math.floor(time / 1_000), states: states.length > 0 ? states : null }, 200, {
        'x-rate-limit-remaining': String(credits),
      });
    },
  });
  return Object.assign(handle, {
    ...server,
    url: `${server.url}/api`,
    tokenUrl: server.url + TOKEN_PATH,
    faults,
    expireTokens: () => tokens.clear(),
  });
}
