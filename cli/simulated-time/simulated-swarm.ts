import { alertRouterWith } from '@pm-arbitrage/agents/alert-router/agent.js';
import { capitalAllocator } from '@pm-arbitrage/agents/capital-allocator/agent.js';
import { executor } from '@pm-arbitrage/agents/executor/agent.js';
import { marketMatcher } from '@pm-arbitrage/agents/market-matcher/agent.js';
import { opportunityScanners } from '@pm-arbitrage/agents/opportunity-scanner/agent.js';
import { riskGuardian } from '@pm-arbitrage/agents/risk-guardian/agent.js';
import { strategyAgent } from '@pm-arbitrage/agents/strategy/agent.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import type { AgentDefinition } from '@pm-arbitrage/core/runtime/agent.js';

/** The ends of a swarm's senses, fed by a recording or a simulated world. */
export interface SimulatedSenses {
  readonly watchers: readonly AgentDefinition[];
  readonly oracles: readonly AgentDefinition[];
}

/**
 * The swarm as it is deployed, in the order in which it starts, with other ends of its senses and without those who only
 * write down (recorder, auditor) or talk with persons.
 */
export const simulatedSwarm = (config: Config, senses: SimulatedSenses): readonly AgentDefinition[] => [
  alertRouterWith({ watches: false }),
  executor,
  riskGuardian,
  capitalAllocator,
  ...config.trading.strategies.map(strategyAgent),
  ...opportunityScanners(config),
  ...senses.oracles,
  marketMatcher,
  ...senses.watchers,
];
