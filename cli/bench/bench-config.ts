import { loadConfig } from '@pm-arbitrage/core/config/load-config.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { parseUsd } from '@pm-arbitrage/core/money/money.js';

/** Limits wide enough for thousands of trades in a row, an order path without modelled latency, everything else as is. */
export function benchConfig(services: Partial<Config['services']>): Config {
  const { config } = loadConfig({ file: null, environment: {} });
  const bankroll = parseUsd('100000000');
  return {
    ...config,
    capital: { ...config.capital, kalshi: bankroll, polymarket: bankroll },
    trading: { ...config.trading, paperLatencyMs: 0, approvalTtlMs: 10_000, stalePriceMs: 60_000 },
    risk: { ...config.risk, perVenue: 1, dailyTrades: 1_000_000, openPositions: 1_000_000, cooldownMs: 0 },
    services: { ...config.services, ...services },
    log: { level: 'error' },
  };
}
