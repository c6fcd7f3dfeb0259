import { withoutCredentials } from '@pm-arbitrage/core/config/redact.js';
import type { LoadedConfig } from '@pm-arbitrage/core/config/load-config.js';
import { formatUsd } from '@pm-arbitrage/core/money/money.js';
import { agentLabel } from '@pm-arbitrage/core/runtime/agent.js';
import { swarmAgents } from './swarm-agents.js';

/** What `up` would start. */
export interface RunPlan {
  readonly mode: 'paper' | 'live';
  readonly venues: 'simulated' | 'configured';
  readonly processes: boolean;
  readonly agents: readonly string[];
  readonly redis: string | null;
  readonly database: string;
  /** Dollars. */
  readonly capital: { readonly kalshi: string; readonly polymarket: string };
  /** Shares. */
  readonly limits: {
    readonly profitThreshold: number;
    readonly maxTrade: number;
    readonly dailyLoss: number;
    readonly drawdownStop: number;
  };
}

/** What a configuration and the options of `up` come to; starts nothing. */
export function runPlan(
  loaded: LoadedConfig,
  options: { readonly demo?: boolean; readonly processes?: boolean },
): RunPlan {
  const { capital, mode, risk, services, trading } = loaded.config;
  return {
    mode: options.demo ? 'paper' : mode,
    venues: options.demo ? 'simulated' : 'configured',
    processes: options.processes ?? false,
    agents: swarmAgents(loaded).map(agentLabel),
    redis: services.redisUrl === null ? null : withoutCredentials(services.redisUrl),
    database:
      services.databaseUrl === null ? `embedded, in ${services.dataDir}` : withoutCredentials(services.databaseUrl),
    capital: { kalshi: formatUsd(capital.kalshi), polymarket: formatUsd(capital.polymarket) },
    limits: {
      profitThreshold: trading.profitThreshold,
      maxTrade: risk.maxTrade,
      dailyLoss: risk.dailyLoss,
      drawdownStop: risk.drawdownStop,
    },
  };
}

const percent = (share: number): string => `${Number((share * 100).toFixed(4))} %`;

/** The plan as a person reads it. */
export const planLines = ({
  agents,
  capital,
  database,
  limits,
  mode,
  processes,
  redis,
  venues,
}: RunPlan): readonly string[] => [
  `${mode} trading on the ${venues} venues, ${processes ? 'a process for each agent' : 'in one process'}`,
  `bus ${redis ?? 'in memory'}, database ${database}`,
  `capital $${capital.kalshi} at Kalshi, $${capital.polymarket} at Polymarket`,
  `a trade must promise ${percent(limits.profitThreshold)} net, and may take ${percent(limits.maxTrade)} of its strategy's capital`,
  `trading pauses at ${percent(limits.dailyLoss)} lost in a day, halts at ${percent(limits.drawdownStop)} under the high-water mark`,
  `agents: ${agents.join(', ')}`,
  'Nothing was started.',
];
