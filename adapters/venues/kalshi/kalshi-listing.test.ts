import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { marketSchema } from '@pm-arbitrage/core/domain/market.js';
import { describe, expect, it } from 'vitest';
import { hasSharedData, sharedJson } from '../../testing/shared-data.js';
import type { JsonClient } from '../../transport/json-client.js';
import { KalshiListing } from './listing.js';
import { isRefusal, mapKalshiMarket, type KalshiEvent } from './map-market.js';
import type { Body } from './read-fields.js';
import { decodeRestBook } from './rest-books.js';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const golden = (name: string) =>
  (sharedJson(`kalshi/rest-golden-2026/${name}_response.json`) as { response: Body }).response;
const event: KalshiEvent = {
  ticker: 'E',
  series: 'S',
  title: 'T',
  category: 'C',
  sources: [],
  exclusive: false,
  exchangeIndex: 0,
  size: 1,
};
const fees = [{ from: 0, model: { kind: 'kalshi', multiplierPpm: 1_000_000, maker: 'none' } }] as const;
const map = (raw: unknown) => mapKalshiMarket(raw, { event, fees: [...fees], now: NOW });
const kindOf = (raw: unknown) => {
  const mapped = map(raw);
  return isRefusal(mapped) ? mapped.kind : mapped.status;
};

function listing() {
  const markets: string[] = [];
  const refused: string[] = [];
  return {
    markets,
    refused,
    listing: new KalshiListing({
      rest: null as unknown as JsonClient,
      clock: new SimulatedClock(NOW),
      series: null,
      seriesAgeMs: 1,
      feeChangesAgeMs: 1,
      changed: (market) => markets.push(market.id),
      refused: ({ kind }) => refused.push(kind),
    }),
  };
}

describe.skipIf(!hasSharedData)('recorded Kalshi listings', () => {
  it('takes the transitional market of early 2026, which has cents and dollars', () => {
    const { event: raw, markets } = golden('event_single') as { event: Body; markets: unknown[] };
    const under = listing();
    under.listing.fees.take({
      ticker: 'KXELONMARS',
      category: 'World',
      fee_type: 'quadratic',
      fee_multiplier: 1,
    });
    under.listing.takeEvent({ ...raw, markets });
    expect(under.refused).toEqual([]);
    expect(marketSchema.parse(under.listing.markets()[0])).toMatchObject({
      id: 'kalshi:KXELONMARS-99',
      title: 'Will Elon Musk visit Mars before Aug 1, 2099?',
      subtitle: 'Mars',
      category: 'World',
      status: 'open',
      closeTime: Date.parse('2099-08-01T04:59:00Z'),
      priceRanges: [{ start: 0, end: 10_000, step: 100 }],
      fees,
    });
  });

  it('leaves combinations out', () => {
    const { markets } = golden('markets_list') as { markets: unknown[] };
    expect(markets.map(kindOf)).toEqual(['combo', 'combo', 'combo', 'combo', 'combo']);
    expect(kindOf((golden('market_single') as { market: unknown }).market)).toBe('combo');
  });

  it('says which events came without markets', () => {
    const under = listing();
    for (const raw of (golden('events_list') as { events: Body[] }).events) under.listing.takeEvent(raw);
    for (const raw of (sharedJson('polymarket/nba-events-both-venues/kalshi_nba.json') as { events: Body[] }).events)
      under.listing.takeEvent(raw);
    expect(under.markets).toEqual([]);
    expect(new Set(under.refused)).toEqual(new Set(['no-markets']));
  });

  it('reads the fees of every recorded series', () => {
    const under = listing();
    const { series } = golden('series_list') as { series: { ticker: string }[] };
    for (const raw of series) under.listing.fees.take(raw);
    for (const { ticker } of series) expect(under.listing.fees.scheduleOf(ticker, {}, null)).toEqual(fees);
  });

  it('maps all 485 baseball markets with their rules', () => {
    const { all_scored: markets } = sharedJson(
      'kalshi/mlb-rules-2026-06/kalshi_mlb_game_series_live_current_20260620T230203Z.json.gz',
    ) as { all_scored: Body[] };
    expect(markets).toHaveLength(485);
    for (const raw of markets) {
      const mapped = map(raw);
      if (isRefusal(mapped)) throw new Error(mapped.reason);
      expect(mapped.rules.startsWith(String(raw['rules_primary']))).toBe(true);
      expect(mapped.rulesHash).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it('maps the settled gold markets with their payout', () => {
    const { response } = sharedJson('kalshi/ws-gold15m-2026-08/metadata/KXGOLD15M-26AUG050000.json') as {
      response: { markets: unknown[] };
    };
    expect(map(response.markets[0])).toMatchObject({
      status: 'resolved',
      yesPayout: 0,
      resolutionTime: Date.parse('2026-08-05T04:05:00Z'),
    });
  });

  it('refuses the listings and books in cents as an old schema, and says what to do', () => {
    const old = sharedJson('kalshi/rest-old-2024/market_data.json.gz') as Record<string, unknown[]>[];
    const found = old.flatMap((entry) => Object.values(entry).flat());
    expect(found.length).toBeGreaterThan(100);
    for (const raw of found)
      expect(map(raw)).toMatchObject({
        kind: 'old-schema',
        reason: expect.stringContaining('integer cents'),
      });
    const books = sharedJson('kalshi/rest-old-2024/orderbook_data.json') as Record<string, Body>[];
    for (const entry of books) {
      for (const [ticker, book] of Object.entries(entry)) {
        expect(decodeRestBook(ticker, { orderbook: { yes: book['_yes'], no: book['_no'] } })).toContain(
          'integer cents',
        );
      }
    }
    const { events } = sharedJson('kalshi/events-2025/events_20250219.json.gz') as {
      events: Body[];
    };
    const under = listing();
    for (const raw of events) under.listing.takeEvent(raw);
    expect(under.refused).toHaveLength(events.length);
    expect(new Set(under.refused)).toEqual(new Set(['old-schema']));
  });

  it('takes the empty book of the old key, as the demo sends it', () => {
    expect(decodeRestBook('A', golden('orderbook'))).toEqual({ ticker: 'A', yes: [], no: [] });
  });
});

describe('mapKalshiMarket', () => {
  const raw = {
    ticker: 'A',
    market_type: 'binary',
    status: 'active',
    last_price_dollars: '0.5000',
    close_time: '2026-12-01T00:00:00Z',
    price_ranges: [{ start: '0.0000', end: '1.0000', step: '0.0010' }],
    result: '',
  };

  it('translates every status, and pays only at the end', () => {
    const statuses = ['initialized', 'active', 'inactive', 'closed', 'determined', 'disputed', 'amended', 'finalized'];
    expect(statuses.map((status) => kindOf({ ...raw, status, result: 'yes' }))).toEqual([
      'unopened',
      'open',
      'paused',
      'closed',
      'determined',
      'determined',
      'determined',
      'resolved',
    ]);
    expect(map({ ...raw, result: 'yes' })).toMatchObject({ yesPayout: null });
    expect(map({ ...raw, status: 'disputed', result: 'yes' })).toMatchObject({ disputed: true });
    expect(map({ ...raw, status: 'amended', result: 'yes' })).not.toHaveProperty('disputed');
  });

  it('keeps a market closed whose payout nobody told', () => {
    expect(map({ ...raw, status: 'finalized', result: 'void' })).toMatchObject({
      status: 'closed',
      yesPayout: null,
    });
    expect(map({ ...raw, status: 'finalized', result: 'scalar', settlement_value_dollars: '0.3100' })).toMatchObject({
      status: 'resolved',
      yesPayout: 3_100,
    });
  });

  it('refuses what it does not understand', () => {
    expect(kindOf({ ...raw, market_type: 'scalar' })).toBe('scalar');
    expect(kindOf({ ...raw, status: 'frozen' })).toBe('malformed');
    expect(kindOf({ ...raw, price_ranges: [] })).toBe('malformed');
    expect(kindOf({ ...raw, price_ranges: [{ start: '0.0000', end: '1.0000', step: '0.00001' }] })).toBe('malformed');
    expect(kindOf(null)).toBe('malformed');
    expect(map({ ...raw, ticker: 'A' })).toMatchObject({ id: 'kalshi:A' });
    expect(mapKalshiMarket(raw, { event, fees: 'unknown', now: NOW })).toMatchObject({
      kind: 'fees',
    });
  });
});
