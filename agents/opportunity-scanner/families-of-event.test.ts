import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { seededIds } from '@pm-arbitrage/core/random/ids.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { describe, expect, it } from 'vitest';
import { familiesOfEvent } from './families-of-event.js';
import { Scanner } from './scanner.js';
import { scannerDefaults } from './scanner-config.js';
import { aBook, aMarket, aMatch, T0 } from './scanner-fixtures.js';

const outcomes = (platform: 'kalshi' | 'polymarket', exhaustive: boolean): readonly Market[] =>
  ['Arsenal', 'Draw', 'Chelsea'].map((name) =>
    aMarket(platform, name, { event: { id: `game at ${platform}`, exclusive: true, exhaustive, size: 3 } }),
  );

describe('a game of three results at two venues', () => {
  const kalshi = outcomes('kalshi', false);
  const polymarket = outcomes('polymarket', true);
  const matches = kalshi.map((market, index) =>
    aMatch({ id: market.title, kalshi: market.id, polymarket: (polymarket[index] as Market).id }),
  );

  function scannerAt(asks: Readonly<Record<string, string>>) {
    const scanner = new Scanner(scannerDefaults, seededIds(seededRandom(1)));
    for (const market of [...kalshi, ...polymarket]) scanner.market(market, T0);
    for (const match of matches) scanner.match(match, T0);
    const found = [...kalshi, ...polymarket].flatMap((market) => {
      const ask = asks[market.id];
      return ask === undefined ? [] : scanner.price(aBook(market, [['0.01', '100']], [[ask, '100']]), T0).found;
    });
    return found.map(({ kind, legs }) => ({ kind, legs: legs.map(({ market, side }) => `${side} ${market}`).sort() }));
  }

  it('is covered by the cheapest venue of each result', () => {
    const asks = {
      'kalshi:Arsenal': '0.40',
      'polymarket:Draw': '0.20',
      'kalshi:Chelsea': '0.30',
      'polymarket:Chelsea': '0.45',
    };
    expect(scannerAt(asks)).toEqual([
      { kind: 'partition', legs: ['yes kalshi:Arsenal', 'yes kalshi:Chelsea', 'yes polymarket:Draw'] },
    ]);
  });

  it('is covered by no one where nobody promises that these are all results', () => {
    const left = familiesOfEvent(kalshi, []);
    expect(left).toMatchObject([{ members: [{ span: { from: { at: 0 } } }, {}, { span: { to: { at: 3 } } }] }]);
    const all = familiesOfEvent(polymarket, []);
    expect(all).toMatchObject([{ members: [{ span: { from: null } }, {}, { span: { to: null } }] }]);
  });

  it('has no family over both venues with a market whose match is not active, or inverse', () => {
    const [of, market] = [polymarket[0] as Market, kalshi[0] as Market];
    const both = (match: ReturnType<typeof aMatch>) => familiesOfEvent(polymarket, [{ of, market, match }]).length;
    expect(both(aMatch())).toBe(2);
    expect(both(aMatch({ status: 'suspended' }))).toBe(1);
    expect(both(aMatch({ polarity: 'inverse' }))).toBe(1);
    expect(both(aMatch({ kalshiRulesHash: 'another text' }))).toBe(1);
  });
});

it('two favourites of one exclusive event at two venues cannot both be right', () => {
  const field = (platform: 'kalshi' | 'polymarket') =>
    ['Ann', 'Bo', 'Cy'].map((name) =>
      aMarket(platform, name, { event: { id: `race at ${platform}`, exclusive: true, size: 3 } }),
    );
  const [kalshi, polymarket] = [field('kalshi'), field('polymarket')];
  const scanner = new Scanner(scannerDefaults, seededIds(seededRandom(1)));
  for (const market of [...kalshi, ...polymarket]) scanner.market(market, T0);
  for (const [index, market] of kalshi.entries())
    scanner.match(aMatch({ id: market.title, kalshi: market.id, polymarket: (polymarket[index] as Market).id }), T0);
  scanner.price(aBook(kalshi[0] as Market, [['0.58', '50']], [['0.60', '50']]), T0);
  const { found } = scanner.price(aBook(polymarket[1] as Market, [['0.52', '50']], [['0.54', '50']]), T0);
  expect(found).toMatchObject([
    {
      kind: 'implication',
      legs: [
        { market: 'kalshi:Ann', side: 'no' },
        { market: 'polymarket:Bo', side: 'no' },
      ],
    },
  ]);
});
