import { expect, it } from 'vitest';
import { configSchema } from './schema.js';
import { watchedSymbols } from './watched-symbols.js';

it('watches what is named, and the topics of feeds and searches without naming them twice', () => {
  const feed = { symbol: 'fed', url: 'https://news.example/fed', publisher: 'one' };
  const { oracles } = configSchema.parse({
    oracles: {
      symbols: { crypto: ['btc-usd'], news: ['fed', 'space'] },
      news: { feeds: [feed], searches: [{ symbol: 'senate', query: 'senate confirms' }] },
    },
  });
  expect(watchedSymbols(oracles, 'crypto')).toEqual(['btc-usd']);
  expect(watchedSymbols(oracles, 'news')).toEqual(['fed', 'space', 'senate']);
  expect(watchedSymbols(oracles, 'flights')).toEqual([]);
});
