import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { NewsRuling } from '@pm-arbitrage/core/domain/news-ruling.js';
import { seededIds } from '@pm-arbitrage/core/random/ids.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { describe, expect, it } from 'vitest';
import { Scanner } from '../scanner.js';
import { scannerDefaults } from '../scanner-config.js';
import { aBook, aMarket, T0 } from '../scanner-fixtures.js';
import { NewsValues } from './news-values.js';

const market: Market = aMarket('kalshi', 'K', { title: 'Will the Senate confirm Dana Whitfield?' });
const ruling = (change: Partial<NewsRuling> = {}): NewsRuling => ({
  market: market.id,
  rulesHash: market.rulesHash,
  outcome: 'yes',
  sentences: [
    { publisher: 'the herald', link: 'https://a.com', sentence: 'It is done, says the Senate.', at: T0 },
    { publisher: 'the courier', link: 'https://b.com', sentence: 'The Senate has confirmed.', at: T0 },
  ],
  at: T0,
  ...change,
});
const withMarket = (one: Market = market) => {
  const news = new NewsValues();
  news.market(one);
  return news;
};

describe('what the news decide', () => {
  it('is worth nearly a dollar, or nearly nothing, and names its sources', () => {
    const yes = withMarket().ruling(ruling(), T0)?.values;
    expect(yes?.yes).toMatchObject({ model: 'news/decided', probability: 0.97, live: false, oracleAt: T0 });
    expect(yes?.yes.sources).toEqual(['news the herald', 'news the courier']);
    expect(yes?.yes.worst).toBeGreaterThan(0.9);
    const no = withMarket().ruling(ruling({ outcome: 'no' }), T0)?.values;
    expect(no?.yes.probability).toBeCloseTo(0.03);
    expect(no?.no.probability).toBeCloseTo(0.97);
  });

  it('is offered as an opportunity while the book still asks less, and no more when the ruling is taken back', () => {
    const scanner = new Scanner(scannerDefaults, seededIds(seededRandom(1)));
    scanner.market(market, T0);
    scanner.price(aBook(market, [['0.80', '100']], [['0.82', '100']]), T0);
    const news = withMarket();
    const found = (value: ReturnType<NewsValues['ruling']>, now: number) =>
      value === null ? [] : scanner.fairValues(value.market, value.values, now, now).found;
    const first = found(news.ruling(ruling(), T0), T0).filter(({ kind }) => kind === 'fair-value');
    expect(first).toMatchObject([{ legs: [{ side: 'yes' }], fair: { model: 'news/decided' } }]);
    const back = news.ruling(ruling({ outcome: null, at: T0 + 100 }), T0 + 100);
    expect(back).toEqual({ market: market.id, values: null });
    expect(found(back, T0 + 100)).toEqual([]);
    const later = aBook(market, [['0.80', '100']], [['0.81', '100']], { sequence: 2, receivedAt: T0 + 200 });
    expect(scanner.price(later, T0 + 200).found).toEqual([]);
  });

  it('stands only as long as it is said again', () => {
    const news = withMarket();
    expect(news.ruling(ruling(), T0)).not.toBeNull();
    expect(news.sweep(T0 + 14_000)).toEqual([]);
    expect(news.ruling(ruling({ at: T0 + 14_000 }), T0 + 14_000)).not.toBeNull();
    expect(news.sweep(T0 + 20_000)).toEqual([]);
    expect(news.sweep(T0 + 30_000)).toEqual([{ market: market.id, values: null }]);
    expect(news.size).toBe(0);
  });

  it.each([
    ['of another market', { market: 'kalshi:OTHER' as Market['id'] }],
    ['of other rules', { rulesHash: 'other' }],
    ['that is old', { at: T0 - 60_000 }],
    ['without a sentence', { sentences: [] }],
  ])('counts nothing %s', (_, change) => {
    expect(withMarket().ruling(ruling(change), T0)).toBeNull();
  });

  it('ends when the market closes or its rules change', () => {
    for (const change of [{ status: 'closed' as const }, { rulesHash: 'other' }]) {
      const news = withMarket();
      news.ruling(ruling(), T0);
      expect(news.market(market)).toBeNull();
      expect(news.market({ ...market, ...change })).toEqual({ market: market.id, values: null });
      expect(news.size).toBe(0);
    }
  });

  it('leaves markets alone that an oracle prices', () => {
    const rules =
      "If the maximum temperature recorded at New York City (CLINYC) for Nov 22, 2026, is greater than 60° fahrenheit according to the National Weather Service's Climatological Report (Daily), then the market resolves to Yes.";
    const closeTime = Date.UTC(2026, 10, 23, 5);
    const priced = { ...market, title: 'Will the maximum temperature be that on Nov 22, 2026?', rules, closeTime };
    expect(withMarket(priced).ruling(ruling(), T0)).toBeNull();
  });
});
