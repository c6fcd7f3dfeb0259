import { liveConfirmation } from '@pm-arbitrage/core/config/live-rules.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';

/** What the screen of a run on the configured venues says about the money in it. */
export const runNote = (config: Config): string =>
  config.mode === 'live' ? `REAL MONEY: ${liveConfirmation(config)}` : 'real markets, paper money';
