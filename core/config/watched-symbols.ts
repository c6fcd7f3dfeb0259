import type { OracleType } from '../domain/oracle-tick.js';
import type { Config } from './schema.js';

/** What an oracle watches besides what listed markets settle on: a topic of the news that is configured is watched. */
export function watchedSymbols({ symbols, news }: Config['oracles'], type: OracleType): readonly string[] {
  if (type !== 'news') return symbols[type];
  return [
    ...new Set([
      ...symbols.news,
      ...news.feeds.map(({ symbol }) => symbol),
      ...news.searches.map(({ symbol }) => symbol),
    ]),
  ];
}
