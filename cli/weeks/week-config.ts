import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { simulatedConfig, type SimulatedPlace } from '../simulated-time/simulated-config.js';

/** All of ours. */
export const ALL_STRATEGIES = [
  'oracle-sniper',
  'oracle-patient',
  'atomic-arb',
  'leg-and-hedge',
  'mean-reversion',
] as const;

/** How long bids are awaited in a week, ms. */
const AUCTION_MS = 200;

/** The configuration that a week runs with. */
export function weekConfig(config: Config, place: SimulatedPlace, strategies: readonly string[]): Config {
  const simulated = simulatedConfig(config, place);
  return {
    ...simulated,
    trading: { ...simulated.trading, strategies: [...strategies] },
    risk: { ...simulated.risk, auctionMs: AUCTION_MS },
    oracles: { ...simulated.oracles, run: ['crypto'] },
  };
}
