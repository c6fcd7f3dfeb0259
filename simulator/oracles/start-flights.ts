import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { SimulatorPorts } from '../simulator-ports.js';
import { digest } from '../world/identifiers.js';
import type { CourseOf, SimulatedFlight } from './flights/flight-of.js';
import { type AeroApiStandIn, startAeroApi } from './flights/start-aeroapi.js';
import { type OpenSkyStandIn, startOpenSky } from './flights/start-opensky.js';

/** The services of flights, which tell of one world. */
export interface FlightServices {
  readonly aeroApi: AeroApiStandIn;
  readonly openSky: OpenSkyStandIn;
  /** Of AeroAPI, and the client of OpenSky; they follow from the seed. */
  readonly apiKey: string;
  readonly client: { readonly id: string; readonly secret: string };
  close(): Promise<void>;
}

export interface FlightServicesOptions {
  readonly seed: number;
  readonly clock: Clock;
  readonly host: string;
  readonly ports: SimulatorPorts;
  readonly flights: readonly SimulatedFlight[];
  readonly courseOf: CourseOf;
}

/** Starts them all. @throws when a port is taken. */
export async function startFlights(options: FlightServicesOptions): Promise<FlightServices> {
  const { seed, clock, host, ports, flights, courseOf } = options;
  const apiKey = digest(seed, 'aeroapi-key').slice(0, 32);
  const client = { id: 'demo-client', secret: digest(seed, 'opensky-secret').slice(0, 32) };
  const common = { clock, host, flights, courseOf };
  const [aeroApi, openSky] = await Promise.all([
    startAeroApi({ ...common, apiKey, port: ports.aeroApi ?? 0 }),
    startOpenSky({ ...common, client, port: ports.openSky ?? 0 }),
  ]);
  return {
    aeroApi,
    openSky,
    apiKey,
    client,
    async close() {
      await Promise.all([aeroApi.close(), openSky.close()]);
    },
  };
}
