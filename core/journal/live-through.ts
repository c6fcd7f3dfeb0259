import type { Config } from '../config/schema.js';
import type { Services } from '../runtime/services.js';
import type { AgentHandle } from '../runtime/start-agent.js';
import type { Edge } from './edge/edge.js';
import { edgeServices } from './services/edge-services.js';

/** Starts an agent on services that pass an edge. */
export type Start = (services: Services, edge: Edge) => Promise<AgentHandle>;

/** A running agent as the outside may call it: each call is an input. */
export interface AgentBeyond {
  readonly name: string;
  readonly heartbeat: AgentHandle['heartbeat'];
  readonly stop: () => Promise<void>;
}

/** Starts an agent beyond an edge. Recorded and replayed lives go through these very steps. */
export async function liveThrough(edge: Edge, config: Config, start: Start): Promise<AgentBeyond> {
  const handle = await start(await edgeServices(edge, config), edge);
  const { hear: heartbeat } = edge.hearAtOnce('heartbeat', () => handle.heartbeat());
  return { name: handle.name, heartbeat, stop: edge.hear('stop', () => handle.stop()) };
}
