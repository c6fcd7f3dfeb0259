import { allAgents } from '@pm-arbitrage/agents/all-agents.js';
import { auditor } from '@pm-arbitrage/agents/auditor/agent.js';
import { effectiveKeys } from '@pm-arbitrage/core/config/effective-keys.js';
import type { LoadedConfig } from '@pm-arbitrage/core/config/load-config.js';
import type { AgentDefinition } from '@pm-arbitrage/core/runtime/agent.js';
import { dashboard } from '@pm-arbitrage/dashboard/server/agent.js';

/**
 * The agents that a configuration asks for; the auditor, which starts first and stops last, so that what the others do
 * at their end is sealed too; and the dashboard, which starts last and stops first.
 */
export const swarmAgents = (loaded: LoadedConfig): readonly AgentDefinition[] => [
  auditor,
  ...allAgents(loaded.config),
  ...(loaded.config.dashboard.enabled ? [dashboard(effectiveKeys(loaded))] : []),
];
