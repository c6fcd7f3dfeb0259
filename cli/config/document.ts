import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { formatUsd } from '@pm-arbitrage/core/money/money.js';

/** A configuration as it stands in a file: dollars as decimal text. Reading the document gives the configuration back. */
export function configDocument(config: Config) {
  const { capital, risk } = config;
  return {
    ...config,
    capital: { ...capital, polymarket: formatUsd(capital.polymarket), kalshi: formatUsd(capital.kalshi) },
    risk: { ...risk, minTrade: formatUsd(risk.minTrade), minVenueBalance: formatUsd(risk.minVenueBalance) },
  };
}
