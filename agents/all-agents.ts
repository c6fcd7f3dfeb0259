import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { platforms } from '@pm-arbitrage/core/domain/platform.js';
import type { AgentDefinition } from '@pm-arbitrage/core/runtime/agent.js';
import { alertRouter } from './alert-router/agent.js';
import { capitalAllocator } from './capital-allocator/agent.js';
import { executor } from './executor/agent.js';
import { marketMatcher } from './market-matcher/agent.js';
import { opportunityScanner } from './opportunity-scanner/agent.js';
import { riskGuardian } from './risk-guardian/agent.js';
import { strategyAgent } from './strategy/agent.js';
import { atomicArb } from './strategy/atomic-arb.js';
import { venueWatcher } from './venue-watcher/agent.js';

const strategies = { 'atomic-arb': atomicArb };

/**
 * The swarm that a configuration asks for, in the order in which it starts: whoever acts on messages before whoever
 * sends them, so that nothing is missed. It stops the other way round.
 */
export function allAgents(config: Config): readonly AgentDefinition[] {
  return [
    alertRouter,
    executor,
    riskGuardian,
    capitalAllocator,
    ...config.trading.strategies.map((name) => strategyAgent(strategies[name])),
    opportunityScanner,
    marketMatcher,
    ...platforms.filter((platform) => config.venues[platform].enabled).map((platform) => venueWatcher(platform)),
  ];
}
