import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { platforms } from '@pm-arbitrage/core/domain/platform.js';
import type { AgentDefinition } from '@pm-arbitrage/core/runtime/agent.js';
import { alertRouter } from './alert-router/agent.js';
import { chatDiscord, wantsDiscord } from './chat-discord/agent.js';
import { chatTelegram, wantsTelegram } from './chat-telegram/agent.js';
import { capitalAllocator } from './capital-allocator/agent.js';
import { executor } from './executor/agent.js';
import { marketMatcher } from './market-matcher/agent.js';
import { newsReader } from './news-reader/agent.js';
import { opportunityScanners } from './opportunity-scanner/agent.js';
import { allOracles } from './oracle/all-oracles.js';
import { recorder } from './recorder/agent.js';
import { riskGuardian } from './risk-guardian/agent.js';
import { strategyAgent } from './strategy/agent.js';
import { venueWatcher } from './venue-watcher/agent.js';

/**
 * The swarm that a configuration asks for, in the order in which it starts: whoever acts on messages before whoever
 * sends them, so that nothing is missed. It stops the other way round.
 */
export function allAgents(config: Config): readonly AgentDefinition[] {
  return [
    ...(config.recorder.enabled ? [recorder] : []),
    alertRouter,
    ...(wantsTelegram(config) ? [chatTelegram] : []),
    ...(wantsDiscord(config) ? [chatDiscord] : []),
    executor,
    riskGuardian,
    capitalAllocator,
    ...config.trading.strategies.map(strategyAgent),
    ...opportunityScanners(config),
    // Before those who tell it of headlines.
    ...(config.oracles.run.includes('news') ? [newsReader] : []),
    ...allOracles(config),
    marketMatcher,
    ...platforms.filter((platform) => config.venues[platform].enabled).map((platform) => venueWatcher(platform)),
  ];
}
