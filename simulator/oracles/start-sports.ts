import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { SimulatorPorts } from '../simulator-ports.js';
import { digest } from '../world/identifiers.js';
import type { GameOf, SimulatedGame } from './sports/game-of.js';
import { type EspnStandIn, startEspn } from './sports/start-espn.js';
import { type OddsApiStandIn, startOddsApi } from './sports/start-odds-api.js';
import { type PolymarketSportsStandIn, startPolymarketSports } from './sports/start-polymarket-sports.js';

/** The services of games, which tell of one world. */
export interface SportsServices {
  readonly espn: EspnStandIn;
  readonly polymarketSports: PolymarketSportsStandIn;
  readonly oddsApi: OddsApiStandIn;
  /** Of The Odds API; it follows from the seed. */
  readonly apiKey: string;
  close(): Promise<void>;
}

export interface SportsServicesOptions {
  readonly seed: number;
  readonly clock: Clock;
  readonly host: string;
  readonly ports: SimulatorPorts;
  readonly games: readonly SimulatedGame[];
  readonly gameOf: GameOf;
}

/** Starts them all. @throws when a port is taken. */
export async function startSports(options: SportsServicesOptions): Promise<SportsServices> {
  const { seed, clock, host, ports, games, gameOf } = options;
  const apiKey = digest(seed, 'odds-key').slice(0, 32);
  const common = { clock, host, games, gameOf };
  const [espn, polymarketSports, oddsApi] = await Promise.all([
    startEspn({ ...common, port: ports.espn ?? 0 }),
    startPolymarketSports({ ...common, port: ports.polymarketSports ?? 0 }),
    startOddsApi({ ...common, apiKey, port: ports.oddsApi ?? 0 }),
  ]);
  return {
    espn,
    polymarketSports,
    oddsApi,
    apiKey,
    async close() {
      await Promise.all([espn, polymarketSports, oddsApi].map((service) => service.close()));
    },
  };
}
