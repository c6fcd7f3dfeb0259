import type { Config } from './schema.js';
import { formatUsd } from '../money/money.js';

/** A configuration as it stands in a file: dollars as decimal text. Reading the document gives the configuration back. */
export function configDocument(config: Config) {
  const { capital, llm, risk, tournament } = config;
  const prices = Object.entries(llm.prices).map(([model, { input, output, cacheWrite, cacheRead }]) => [
    model,
    {
      input: formatUsd(input),
      output: formatUsd(output),
      cacheWrite: formatUsd(cacheWrite),
      cacheRead: formatUsd(cacheRead),
    },
  ]);
  return {
    ...config,
    capital: { ...capital, polymarket: formatUsd(capital.polymarket), kalshi: formatUsd(capital.kalshi) },
    llm: { ...llm, dailyBudget: formatUsd(llm.dailyBudget), prices: Object.fromEntries(prices) as unknown },
    tournament: { ...tournament, minimumBankroll: formatUsd(tournament.minimumBankroll) },
    risk: { ...risk, minTrade: formatUsd(risk.minTrade), minVenueBalance: formatUsd(risk.minVenueBalance) },
  };
}
