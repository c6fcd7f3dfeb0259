import type { LoadedConfig } from '@pm-arbitrage/core/config/load-config.js';
import { agentLabel, groupsOf } from '@pm-arbitrage/core/runtime/agent.js';
import { swarmAgents } from '../swarm/swarm-agents.js';

/** The consumer groups that the agents of a configuration read with, each with its agent. */
export const configuredGroups = (loaded: LoadedConfig): ReadonlyMap<string, string> =>
  new Map(
    swarmAgents(loaded).flatMap((definition) =>
      groupsOf(definition).map((group) => [group, agentLabel(definition)] as const),
    ),
  );
