import type { Config } from '../../config/schema.js';
import type { Services } from '../../runtime/services.js';
import type { Edge } from '../edge/edge.js';
import { EdgeBus } from './edge-bus.js';
import { EdgeClock } from './edge-clock.js';
import { edgeDatabase } from './edge-database.js';
import { EdgeHaltFile, EdgeHaltState } from './edge-halt.js';
import { EdgeHotState } from './edge-hot-state.js';

/** What an agent is given, all of it beyond its edge; logs and metrics are for people and pass freely. */
export async function edgeServices(edge: Edge, config: Config): Promise<Services> {
  const services = edge.outside;
  const { log, metrics } = services;
  return {
    config,
    log,
    metrics,
    clock: new EdgeClock(edge, services.clock),
    random: { next: () => edge.draw('random', () => services.random.next()) },
    ids: { next: () => edge.draw('id', () => services.ids.next()) },
    database: await edgeDatabase(edge, services.database),
    hot: new EdgeHotState(edge, services.hot),
    halt: new EdgeHaltState(edge, services.halt),
    haltFile: new EdgeHaltFile(edge, config.services.dataDir),
    busFor: (source) => new EdgeBus(edge, services.busFor(source)),
    close: () => services.close(),
  };
}
