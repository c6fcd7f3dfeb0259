import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { SimulatorPorts } from '../simulator-ports.js';
import { digest } from '../world/identifiers.js';
import type { PrintsOf } from './economics/prints-of.js';
import { type BlsStandIn, startBls } from './economics/start-bls.js';
import { type FedDecision, type FedStandIn, startFed } from './economics/start-fed.js';
import { type FredStandIn, startFred } from './economics/start-fred.js';

/** The services of published figures, which tell of one world. */
export interface EconomicsServices {
  readonly fred: FredStandIn;
  readonly bls: BlsStandIn;
  readonly fed: FedStandIn;
  /** Of both that want one; it follows from the seed. */
  readonly apiKey: string;
  close(): Promise<void>;
}

export interface EconomicsServicesOptions {
  readonly seed: number;
  readonly clock: Clock;
  readonly host: string;
  readonly ports: SimulatorPorts;
  readonly printsOf: PrintsOf;
  readonly decisions: readonly FedDecision[];
}

/** Starts them all. @throws when a port is taken. */
export async function startEconomics(options: EconomicsServicesOptions): Promise<EconomicsServices> {
  const { seed, clock, host, ports, printsOf, decisions } = options;
  const apiKey = digest(seed, 'economics-key').slice(0, 32);
  const common = { clock, host };
  const [fred, bls, fed] = await Promise.all([
    startFred({ ...common, printsOf, apiKey, port: ports.fred ?? 0 }),
    startBls({ ...common, printsOf, apiKey, port: ports.bls ?? 0 }),
    startFed({ ...common, decisions, port: ports.fed ?? 0 }),
  ]);
  return {
    fred,
    bls,
    fed,
    apiKey,
    async close() {
      await Promise.all([fred.close(), bls.close(), fed.close()]);
    },
  };
}
