import { openFeeds } from '@pm-arbitrage/adapters/oracles/news/feeds/open-feeds.js';
import { openGdelt } from '@pm-arbitrage/adapters/oracles/news/gdelt/open-gdelt.js';
import type { OracleSource } from '@pm-arbitrage/core/ports/oracle-source.js';
import type { AgentContext } from '@pm-arbitrage/core/runtime/agent.js';
import { sourceSettings } from './source-settings.js';

/** The sources of headlines, as configured. Without feeds or searches they say so and stay off. */
export function openNews(context: AgentContext): readonly OracleSource[] {
  const shared = sourceSettings(context);
  const { feeds, gdeltUrl, searches } = context.config.oracles.news;
  return [
    openFeeds({ ...shared, feeds }),
    ...(gdeltUrl === null ? [] : [openGdelt({ ...shared, url: gdeltUrl, queries: searches })]),
  ];
}
