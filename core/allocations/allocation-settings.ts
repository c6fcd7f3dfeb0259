import type { Config } from '../config/schema.js';

/** What a configuration says of allocating, as plain data: a preview needs that of the swarm that runs. */
export interface AllocationSettings {
  /** As configured: names, or paths of files. */
  readonly strategies: readonly string[];
  readonly tournament: Config['tournament'];
  /** Share of the bankroll that may be at work. */
  readonly deployed: number;
}

export const allocationSettings = ({
  trading,
  tournament,
  risk,
}: Pick<Config, 'trading' | 'tournament' | 'risk'>): AllocationSettings => ({
  strategies: trading.strategies,
  tournament,
  deployed: risk.deployed,
});
