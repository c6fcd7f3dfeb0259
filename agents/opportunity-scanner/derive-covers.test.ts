import type { Cover } from '@pm-arbitrage/core/domain/cover.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { describe, expect, it } from 'vitest';
import { CoverCatalog } from './cover-catalog.js';
import { complementCovers, eventCovers, matchCovers } from './derive-covers.js';
import { aMarket, aMatch, type MarketChange } from './scanner-fixtures.js';

const legsOf = (cover: Cover | undefined) => cover?.legs.map((leg) => `${leg.side} ${leg.market}`);
const kinds = (covers: readonly Cover[]) => covers.map((cover) => cover.kind).toSorted();

/** `count` markets of one event. */
const event = (count: number, change: MarketChange['event'] = {}, market: MarketChange = {}): Market[] =>
  Array.from({ length: count }, (_, index) =>
    aMarket('polymarket', `M${index}`, {
      ...market,
      event: { id: 'E', exclusive: true, exhaustive: true, size: count, ...change },
    }),
  );

describe('one market', () => {
  it('gives YES + NO while it can be traded', () => {
    const [cover] = complementCovers(aMarket('kalshi', 'A'));
    expect(legsOf(cover)).toEqual(['yes kalshi:A', 'no kalshi:A']);
    expect(cover).toMatchObject({ kind: 'complement', floor: 10_000 });
  });

  it.each(['unopened', 'paused', 'closed', 'determined', 'resolved'] as const)('gives nothing when %s', (status) => {
    expect(complementCovers(aMarket('kalshi', 'A', { status }))).toEqual([]);
  });

  it('gives nothing when we could not sign an order for it', () => {
    const routing = {
      platform: 'polymarket',
      version: 'unknown',
      negRisk: false,
      yesToken: '1',
      noToken: '2',
    } as const;
    expect(complementCovers(aMarket('polymarket', 'A', { routing }))).toEqual([]);
  });
});

describe('an event', () => {
  it('that is exclusive and exhaustive gives all YES for $1, and all NO for $(k − 1) less what a cancelled event costs', () => {
    const covers = eventCovers(event(4));
    expect(kinds(covers)).toEqual(['exclusive-no', 'exclusive-yes']);
    expect(covers.find((cover) => cover.kind === 'exclusive-yes')).toMatchObject({ floor: 10_000, basis: 'E' });
    expect(covers.find((cover) => cover.kind === 'exclusive-no')).toMatchObject({ floor: 29_950 });
    for (const cover of covers) expect(cover.legs).toHaveLength(4);
  });

  it('whose list is augmented gives no YES cover: "Other" may win and pay none of them', () => {
    expect(kinds(eventCovers(event(4, { exhaustive: false })))).toEqual(['exclusive-no']);
  });

  it('of which one member calls the list open gives no YES cover', () => {
    const markets = event(3);
    const [first] = markets as [Market];
    const doubtful = { ...first, event: { ...first.event, exhaustive: false } };
    expect(kinds(eventCovers([doubtful, ...markets.slice(1)]))).toEqual(['exclusive-no']);
  });

  it('of which a member is not known yet gives no YES cover', () => {
    expect(kinds(eventCovers(event(4).slice(1)))).toEqual(['exclusive-no']);
  });

  it('of which a member is closed gives no YES cover, and NO of the rest', () => {
    const [first, ...rest] = event(4) as [Market, ...Market[]];
    const covers = eventCovers([{ ...first, status: 'closed' }, ...rest]);
    expect(kinds(covers)).toEqual(['exclusive-no']);
    expect(covers[0]).toMatchObject({ floor: 19_975 });
    expect(covers[0]?.legs).toHaveLength(3);
  });

  it('that is not exclusive gives nothing, however complete', () => {
    expect(eventCovers(event(4, { exclusive: false }))).toEqual([]);
  });

  it('with one tradable market gives nothing', () => {
    expect(eventCovers(event(1))).toEqual([]);
    expect(eventCovers([])).toEqual([]);
  });

  it('has the same covers in whatever order its markets came', () => {
    expect(eventCovers(event(4).toReversed())).toEqual(eventCovers(event(4)));
  });
});

describe('a match', () => {
  const kalshi = aMarket('kalshi', 'K', { resolutionTime: 5 });
  const polymarket = aMarket('polymarket', 'P', { resolutionTime: 9 });

  it('of the same question gives YES here + NO there, both ways', () => {
    const covers = matchCovers(aMatch(), kalshi, polymarket);
    expect(covers.map(legsOf)).toEqual([
      ['yes kalshi:K', 'no polymarket:P'],
      ['no kalshi:K', 'yes polymarket:P'],
    ]);
    expect(covers[0]).toMatchObject({ kind: 'cross-venue', floor: 10_000, basis: 'match 1', resolutionTime: 9 });
  });

  it('of opposite questions gives YES + YES and NO + NO', () => {
    expect(matchCovers(aMatch({ polarity: 'inverse' }), kalshi, polymarket).map(legsOf)).toEqual([
      ['yes kalshi:K', 'yes polymarket:P'],
      ['no kalshi:K', 'no polymarket:P'],
    ]);
  });

  it.each(['review', 'suspended', 'refused'] as const)('under %s gives nothing', (status) => {
    expect(matchCovers(aMatch({ status }), kalshi, polymarket)).toEqual([]);
  });

  it('gives nothing while a side is unknown, closed, or has other rules than were judged', () => {
    expect(matchCovers(aMatch(), undefined, polymarket)).toEqual([]);
    expect(matchCovers(aMatch(), { ...kalshi, status: 'paused' }, polymarket)).toEqual([]);
    expect(matchCovers(aMatch({ kalshiRulesHash: 'before' }), kalshi, polymarket)).toEqual([]);
    expect(matchCovers(aMatch({ polymarketRulesHash: 'before' }), kalshi, polymarket)).toEqual([]);
    expect(matchCovers(aMatch({ kalshiRulesHash: kalshi.rulesHash }), kalshi, polymarket)).toHaveLength(2);
  });
});

describe('the catalog', () => {
  it('replaces the covers of an event as its members come and close', () => {
    const catalog = new CoverCatalog();
    const [a, b] = event(2) as [Market, Market];
    expect(kinds(catalog.market(a).kept)).toEqual(['complement']);
    const both = catalog.market(b);
    expect(kinds(both.kept)).toEqual(['complement', 'exclusive-no', 'exclusive-yes']);
    const closed = catalog.market({ ...a, status: 'closed' });
    expect(closed.removed).toHaveLength(3);
    expect(closed.kept).toEqual([]);
  });

  it('keeps venues apart that call their events alike', () => {
    const catalog = new CoverCatalog();
    const shared = { event: { id: 'E', exclusive: true, exhaustive: true, size: 2 } };
    catalog.market(aMarket('kalshi', 'A', shared));
    expect(kinds(catalog.market(aMarket('polymarket', 'B', shared)).kept)).toEqual(['complement']);
  });

  it('follows a market that moves to another event', () => {
    const catalog = new CoverCatalog();
    const [a, b] = event(2) as [Market, Market];
    catalog.market(a);
    catalog.market(b);
    const moved = catalog.market({ ...b, event: { ...b.event, id: 'F' } });
    expect(moved.removed).toHaveLength(2);
  });

  it('derives a match when its second market becomes known, and drops it when the match is suspended', () => {
    const catalog = new CoverCatalog();
    expect(catalog.match(aMatch()).kept).toEqual([]);
    catalog.market(aMarket('kalshi', 'K'));
    expect(kinds(catalog.market(aMarket('polymarket', 'P')).kept)).toEqual([
      'complement',
      'cross-venue',
      'cross-venue',
    ]);
    expect(catalog.match(aMatch({ status: 'suspended' })).removed).toHaveLength(2);
  });

  it('keeps a cover as long as one of two matches gives it', () => {
    const catalog = new CoverCatalog();
    catalog.market(aMarket('kalshi', 'K'));
    catalog.market(aMarket('polymarket', 'P'));
    catalog.match(aMatch({ id: 'one' }));
    catalog.match(aMatch({ id: 'two' }));
    expect(catalog.match(aMatch({ id: 'one', status: 'refused' })).removed).toEqual([]);
    expect(catalog.match(aMatch({ id: 'two', status: 'refused' })).removed).toHaveLength(2);
  });
});
