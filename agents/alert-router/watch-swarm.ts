import { channels } from '@pm-arbitrage/core/bus/channels.js';
import type { AgentContext, AlertRequest } from '@pm-arbitrage/core/runtime/agent.js';
import { AgentWatch } from './watch/agent-watch.js';
import { watchServices } from './watch/watch-services.js';

const LOOK_MS = 1_000;

export interface SwarmWatch {
  /** When each agent's process began, Unix ms. */
  readonly startedAt: ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

/** Tells of what cannot tell of itself: agents that are gone, Postgres, Redis, the disk. */
export async function watchSwarm(context: AgentContext, raise: (alert: AlertRequest) => void): Promise<SwarmWatch> {
  const { bus, clock, config, database, hot, name } = context;
  const agents = new AgentWatch();
  const services = watchServices({ clock, database, hot, folder: config.services.dataDir }, raise);
  const heartbeats = await bus.follow([channels.heartbeats], (heartbeat) => {
    if (heartbeat.agent !== name) agents.take(heartbeat);
  });
  const cancel = clock.every(LOOK_MS, () => {
    // Without the bus nobody is heard of, and nobody is to blame for it.
    if (services.busAnswers()) agents.look(clock.now()).forEach(raise);
  });
  return {
    startedAt: agents.startedAt,
    async stop() {
      cancel();
      await heartbeats.close();
      await services.stop();
    },
  };
}
