import { hasSharedData, sharedPath } from '@pm-arbitrage/adapters/testing/shared-data.js';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Listing } from '../listing.js';
import { listingOfKalshi } from './listing-of-kalshi.js';
import { listingOfPolymarket } from './listing-of-polymarket.js';
import { readListings } from './read-listings.js';

const read = (reading: Listing | string): Listing => {
  if (typeof reading === 'string') throw new Error(reading);
  return reading;
};

describe('a Kalshi market', () => {
  const event = {
    event_ticker: 'KXRAIN-26AUG01',
    title: 'Rain in Oslo on Aug 1?',
    category: 'Climate and Weather',
    settlement_sources: [{ name: 'The weather office', url: 'https://weather.example' }],
  };
  const market = {
    ticker: 'KXRAIN-26AUG01-T2',
    event_ticker: 'KXRAIN-26AUG01',
    title: 'Will it rain more than 2 mm in Oslo?',
    yes_sub_title: 'Above 2 mm',
    rules_primary: 'If more than 2 mm fall, Yes.',
    rules_secondary: 'Revisions do not count.',
    strike_type: 'greater',
    floor_strike: 2,
    open_time: '2026-07-31T10:00:00Z',
    close_time: '2026-08-02T04:00:00Z',
  };

  it('is read with what its event says', () => {
    expect(listingOfKalshi(market, event)).toEqual({
      platform: 'kalshi',
      id: 'KXRAIN-26AUG01-T2',
      title: 'Will it rain more than 2 mm in Oslo?',
      subtitle: 'Above 2 mm',
      event: { id: 'KXRAIN-26AUG01', title: 'Rain in Oslo on Aug 1?' },
      category: 'Climate and Weather',
      rules: 'If more than 2 mm fall, Yes.\n\nRevisions do not count.',
      strike: { type: 'greater', floor: 2, cap: null },
      sources: ['The weather office'],
      openTime: Date.parse('2026-07-31T10:00:00Z'),
      closeTime: Date.parse('2026-08-02T04:00:00Z'),
    });
  });

  it('is read from a ticker and a title alone, everything else empty', () => {
    expect(listingOfKalshi({ ticker: 'KXA', title: 'A?' })).toEqual({
      platform: 'kalshi',
      id: 'KXA',
      title: 'A?',
      subtitle: '',
      event: { id: '', title: '' },
      category: '',
      rules: '',
      strike: null,
      sources: [],
      openTime: null,
      closeTime: null,
    });
  });

  it('says what is wrong with it', () => {
    expect(listingOfKalshi(7)).toBe('is 7 instead of a market');
    expect(listingOfKalshi({ title: 'A?' })).toBe('has the ticker undefined');
    expect(listingOfKalshi({ ticker: 'KXA', title: ' ' })).toBe('KXA has no title');
  });
});

describe('a Polymarket market', () => {
  it('is read from Gamma with its event, lists in strings and two ways to write a time', () => {
    const condition = `0x${'ab'.repeat(32)}`;
    const market = {
      id: '77',
      conditionId: condition,
      question: 'Will Oslo see more than 2 mm of rain on August 1?',
      groupItemTitle: '>2 mm',
      outcomes: '["Yes", "No"]',
      description: 'Yes if so.',
      resolutionSource: 'https://weather.example',
      startDate: '2026-07-30 10:00:00+00',
      endDate: '2026-08-01T12:00:00Z',
      events: [{ id: '9', slug: 'oslo-rain-2026-08-01', title: 'Rain in Oslo', tags: [{ label: 'Weather' }] }],
    };
    expect(listingOfPolymarket(market)).toEqual({
      platform: 'polymarket',
      id: condition,
      title: 'Will Oslo see more than 2 mm of rain on August 1?',
      subtitle: '>2 mm',
      event: { id: 'oslo-rain-2026-08-01', title: 'Rain in Oslo' },
      category: 'Weather',
      rules: 'Yes if so.\n\nResolution source: https://weather.example',
      strike: null,
      sources: ['https://weather.example'],
      openTime: Date.parse('2026-07-30T10:00:00Z'),
      closeTime: Date.parse('2026-08-01T12:00:00Z'),
    });
  });

  it('has its first outcome as YES where outcomes have names', () => {
    const market = {
      id: '1',
      question: 'Grizzlies vs. Lakers',
      outcomes: ['Grizzlies', 'Lakers'],
      groupItemTitle: 'x',
    };
    expect(read(listingOfPolymarket(market)).subtitle).toBe('Grizzlies');
  });

  it('takes times in seconds and in milliseconds', () => {
    const closing = (endDate: unknown) => read(listingOfPolymarket({ id: '1', question: 'A?', endDate })).closeTime;
    expect([1_785_600_000, 1_785_600_000_000, 'soon'].map(closing)).toEqual([
      1_785_600_000_000,
      1_785_600_000_000,
      null,
    ]);
  });

  it('says what is wrong with it', () => {
    expect(listingOfPolymarket({ question: 'A?' })).toMatch(/neither conditionId nor id/);
    expect(listingOfPolymarket({ id: '1', question: 'A?', outcomes: '[' })).toMatch(/has the outcomes/);
  });
});

describe('a file of listings', () => {
  const market = (ticker: string) => ({ ticker, event_ticker: 'KXE', title: `${ticker}?` });
  const ids = (text: string) => readListings(text, 'kalshi').listings.map(({ id }) => id);
  const event = { event_ticker: 'KXE', title: 'E', category: 'World', markets: [market('KXE-1'), market('KXE-2')] };

  it('may be an array, a list of markets, of events, a recorded answer, or any of them a line', () => {
    for (const value of [
      [market('KXE-1'), market('KXE-2')],
      { cursor: '', markets: [market('KXE-1'), market('KXE-2')] },
      { cursor: '', events: [event], milestones: [] },
      [event],
      { event: { event_ticker: 'KXE', title: 'E' }, markets: [market('KXE-1'), market('KXE-2')] },
      { status: 200, response: { event: { event_ticker: 'KXE' }, markets: [market('KXE-1'), market('KXE-2')] } },
      { scored_at: 'now', rows: [market('KXE-1'), market('KXE-2')] },
    ]) {
      expect(ids(JSON.stringify(value))).toEqual(['KXE-1', 'KXE-2']);
      expect(ids(JSON.stringify(value, null, 2))).toEqual(['KXE-1', 'KXE-2']);
    }
    expect(ids(`${JSON.stringify(market('KXE-1'))}\n\n${JSON.stringify([market('KXE-2')])}\n`)).toEqual([
      'KXE-1',
      'KXE-2',
    ]);
    expect(ids('{"events": []}')).toEqual([]);
  });

  it('gives markets what their event says, nested or beside', () => {
    const beside = { events: [{ event_ticker: 'KXE', title: 'E', category: 'World' }], markets: [market('KXE-1')] };
    for (const value of [event, beside]) {
      const [first] = readListings(JSON.stringify(value), 'kalshi').listings;
      expect(first).toMatchObject({ category: 'World', event: { id: 'KXE', title: 'E' } });
    }
  });

  it('names what it leaves out with its place, and goes on', () => {
    const lines = [
      JSON.stringify(market('KXE-1')),
      'no json',
      JSON.stringify({ event_ticker: 'KXF', title: 'F' }),
      JSON.stringify([market('KXE-2'), { title: 'no ticker' }, 5, market('KXMVE-1')]),
      JSON.stringify({ ...market('KXE-3'), market_type: 'scalar' }),
    ];
    const { listings, leftOut } = readListings(lines.join('\n'), 'kalshi');
    expect(listings.map(({ id }) => id)).toEqual(['KXE-1', 'KXE-2']);
    expect(leftOut.map(({ kind, place }) => `${kind} ${place}`)).toEqual([
      'malformed line 2',
      'malformed line 3',
      'malformed line 4[1]',
      'malformed line 4[2]',
      'combination line 4[3]',
      'not-binary line 5',
    ]);
  });

  it('is one problem when it is broken as a whole', () => {
    expect(readListings('log line\n{\n  "data": [\n', 'polymarket').leftOut).toMatchObject([
      { kind: 'malformed', place: 'the whole file' },
    ]);
  });

  it('that nests without end, or says impossible things, is named and never ends the run', () => {
    const deep = [`${'['.repeat(100_000)}${']'.repeat(100_000)}`, `${'{"data":'.repeat(5_000)}[]${'}'.repeat(5_000)}`];
    for (const text of deep)
      expect(readListings(text, 'kalshi').leftOut).toMatchObject([{ reason: 'is nested more than 12 levels deep' }]);
    for (const text of ['', 'null', '5', '"x"', 'true'])
      expect(readListings(text, 'polymarket').leftOut).toMatchObject([{ kind: 'malformed' }]);
    const odd = [
      { ticker: '__proto__', title: 'A?' },
      { ticker: 'constructor', title: 'B?' },
      { ticker: 5, title: 'C?' },
    ];
    const read = readListings(JSON.stringify(odd), 'kalshi');
    expect(read.listings.map(({ id }) => id)).toEqual(['__proto__', 'constructor']);
    expect(read.leftOut).toHaveLength(1);
  });

  it('counts markets that it holds twice, the last of which stays', () => {
    const again = { ...market('KXE-1'), title: 'changed?' };
    expect(readListings(JSON.stringify([market('KXE-1'), again]), 'kalshi')).toMatchObject({
      listings: [{ title: 'changed?' }],
      repeated: 1,
    });
  });
});

describe.skipIf(!hasSharedData)('recorded listings', () => {
  const file = (path: string, platform: Listing['platform']) => {
    const bytes = readFileSync(sharedPath(path));
    return readListings((path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'), platform);
  };

  it('are read whole, from both venues', () => {
    for (const [path, platform, markets] of [
      ['pairs/benchmark-with-rules/kalshi_events.json', 'kalshi', 9],
      ['pairs/benchmark-with-rules/kalshi_markets.json', 'kalshi', 3],
      ['kalshi/mlb-rules-2026-06/kalshi_scored_2026-06-16.json.gz', 'kalshi', 3583],
      ['pairs/benchmark-with-rules/polymarket_events.json', 'polymarket', 8],
      ['polymarket/nba-events-both-venues/poly_nba.json.gz', 'polymarket', 738],
      ['polymarket/fed-june-event/gamma-event.json', 'polymarket', 5],
    ] as const) {
      const { listings, leftOut } = file(path, platform);
      expect([path, listings.length, leftOut]).toEqual([path, markets, []]);
      expect(listings.filter(({ rules }) => rules === '')).toEqual([]);
    }
  });

  it('that hold no market anybody could match say why', () => {
    const combinations = file('kalshi/rest-golden-2026/markets_list_response.json', 'kalshi').leftOut;
    expect(combinations.map(({ kind }) => kind)).toEqual(Array<string>(5).fill('combination'));
    expect(file('polymarket/clob-markets-2023/api_response.json.gz', 'polymarket').leftOut).toHaveLength(1);
    expect(file('polymarket/nba-events-both-venues/kalshi_nba.json', 'kalshi').leftOut[0]?.reason).toMatch(
      /is the event "KXNBAGAME-26JAN11HOUSAC" without its markets/,
    );
  });
});
