import type { Cover } from '@pm-arbitrage/core/domain/cover.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { describe, expect, it } from 'vitest';
import { CoverIndex } from './cover-index.js';
import { complementCovers, matchCovers } from './derive-covers.js';
import { aMarket, aMatch } from './scanner-fixtures.js';

const kalshi = aMarket('kalshi', 'K');
const polymarket = aMarket('polymarket', 'P');
const [complement] = complementCovers(kalshi) as [Cover];
const [one, other] = matchCovers(aMatch(), kalshi, polymarket) as [Cover, Cover];

function indexed(): CoverIndex<{ cover: Cover }> {
  const index = new CoverIndex<{ cover: Cover }>();
  for (const cover of [complement, one, other]) index.add({ cover });
  return index;
}

const touching = (index: CoverIndex<{ cover: Cover }>, market: Market) =>
  index.touching(market.id).map(({ entry, yes, no }) => [entry.cover.id, yes, no]);

describe('the index of covers', () => {
  it('names the covers a market is in and which legs of them', () => {
    expect(touching(indexed(), kalshi)).toEqual([
      [complement.id, 0, 1],
      [one.id, 0, -1],
      [other.id, -1, 0],
    ]);
    expect(touching(indexed(), polymarket)).toEqual([
      [one.id, -1, 1],
      [other.id, 1, -1],
    ]);
    expect(touching(indexed(), aMarket('kalshi', 'unknown'))).toEqual([]);
  });

  it('forgets a removed cover under every market', () => {
    const index = indexed();
    expect(index.remove(one.id)?.cover).toBe(one);
    expect(index.remove(one.id)).toBeUndefined();
    expect(touching(index, polymarket)).toEqual([[other.id, 1, -1]]);
    expect(index.size).toBe(2);
  });

  it('holds a cover once however often it is added', () => {
    const index = indexed();
    index.add({ cover: { ...one, resolutionTime: 1 } });
    expect(index.size).toBe(3);
    expect(touching(index, polymarket)).toHaveLength(2);
    expect(index.get(one.id)?.cover.resolutionTime).toBe(1);
  });
});
