import { openEspn } from '@pm-arbitrage/adapters/oracles/sports/espn/open-espn.js';
import { openOddsApi } from '@pm-arbitrage/adapters/oracles/sports/odds-api/open-odds-api.js';
import { openPolymarketSports } from '@pm-arbitrage/adapters/oracles/sports/polymarket/open-polymarket-sports.js';
import type { OracleSource } from '@pm-arbitrage/core/ports/oracle-source.js';
import type { AgentContext } from '@pm-arbitrage/core/runtime/agent.js';
import { sourceSettings } from './source-settings.js';

/** The sources of games, as configured. One without its key is there, says so and stays off. */
export function openSports(context: AgentContext): readonly OracleSource[] {
  const shared = sourceSettings(context);
  const { espnUrl, polymarketUrl, oddsApiUrl, oddsApiKey, oddsCredits, oddsRegions } = context.config.oracles.sports;
  return [
    ...(espnUrl === null ? [] : [openEspn({ ...shared, url: espnUrl })]),
    ...(polymarketUrl === null ? [] : [openPolymarketSports({ ...shared, url: polymarketUrl })]),
    ...(oddsApiUrl === null
      ? []
      : [openOddsApi({ ...shared, url: oddsApiUrl, apiKey: oddsApiKey, regions: oddsRegions, monthly: oddsCredits })]),
  ];
}
