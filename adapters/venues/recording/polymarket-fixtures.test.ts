import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hasSharedData, sharedFiles, sharedJson, sharedPath } from '../../testing/shared-data.js';
import type { Body } from '../kalshi/read-fields.js';
import { decodePolymarketFrame } from '../polymarket/decode-frame.js';
import { readFees } from '../polymarket/gamma-fields.js';
import { isRefusal, mapGammaMarket, readGammaEvent } from '../polymarket/map-market.js';
import { decodeRestBooks } from '../polymarket/polymarket-rest.js';
import { decodeRecording } from './decode-recording.js';

const CRATE = 'polymarket/nautilus-crate';

/** What each fixture is and what becomes of it. */
const frames: Record<string, string[]> = {
  'ws_book_snapshot.json': ['book'],
  'ws_last_trade.json': ['last_trade_price'],
  'ws_market_best_bid_ask_msg.json': ['best_bid_ask'],
  'ws_market_book_msg.json': ['book'],
  'ws_market_last_trade_msg.json': ['last_trade_price'],
  'ws_market_new_market_msg.json': ['new_market'],
  'ws_market_price_change_msg.json': ['price_change'],
  'ws_market_resolved_msg.json': ['market_resolved'],
  'ws_market_tick_size_msg.json': ['tick_size_change'],
  'ws_quotes.json': ['price_change'],
  'ws_tick_size_change.json': ['tick_size_change'],
  'ws_user_order_cancellation.json': ['order'],
  'ws_user_order_fok_killed.json': ['order'],
  'ws_user_order_matched.json': ['order'],
  'ws_user_order_msg.json': ['order'],
  'ws_user_order_placement.json': ['order'],
  'ws_user_order_update.json': ['order'],
  'ws_user_order_venue_cancel.json': ['order'],
  'ws_user_trade.json': ['trade'],
  'ws_user_trade_msg.json': ['trade'],
};

const gammaMarkets: Record<string, string> = {
  // Charges fees, and was recorded before Gamma said which: the CLOB has to be asked.
  'gamma_market.json': 'needs-fees',
  'gamma_market_closed_binary_accepting_false.json': 'resolved',
  // Final prices without a resolution status prove nothing.
  'gamma_market_closed_binary_accepting_true.json': 'closed',
  'gamma_market_closed_nonbinary_legacy.json': 'not-binary',
  'gamma_market_closed_zero_zero_legacy.json': 'no-book',
  'gamma_market_sports_market_map_handicap.json': 'resolved',
  'gamma_market_sports_market_money_line.json': 'resolved',
};

const gammaEvents = ['gamma_event.json', 'search_response.json'];

/** Documents of other services and of the trading side: nothing in them is market data of the socket. */
const otherDocuments = [
  'clob_fee_rate_response_nonzero.json',
  'clob_fee_rate_response_zero.json',
  'clob_market_closed_binary_accepting_false.json',
  'clob_market_closed_binary_accepting_true.json',
  'data_api_positions_response.json',
  'data_api_trades_response.json',
  'gamma_tags.json',
  'http_balance_allowance_collateral.json',
  'http_balance_allowance_no_allowance.json',
  'http_batch_cancel_response.json',
  'http_cancel_response_failed.json',
  'http_cancel_response_ok.json',
  'http_open_order.json',
  'http_open_order_sell_fok.json',
  'http_open_orders_page.json',
  'http_order_response_error_500.json',
  'http_order_response_failed.json',
  'http_order_response_ok.json',
  'http_signed_order.json',
  'http_trade_report.json',
  'http_trades_page.json',
  'rtds_crypto_prices_subscribe.json',
  'rtds_crypto_prices_update.json',
  'rtds_equity_prices_subscribe.json',
  'rtds_equity_prices_update.json',
];

const event = {
  id: '1',
  title: 'E',
  slug: '',
  category: '',
  endTime: null,
  exclusive: false,
  exhaustive: false,
  size: 1,
};
const outcome = (raw: unknown) => {
  const mapped = mapGammaMarket(raw, { event, now: 0 });
  return isRefusal(mapped) ? mapped.kind : mapped.status;
};

describe.skipIf(!hasSharedData)('Polymarket fixtures', () => {
  it('names what becomes of every file', () => {
    const named = [
      ...Object.keys(frames),
      ...Object.keys(gammaMarkets),
      ...gammaEvents,
      ...otherDocuments,
      'clob_book_response.json',
    ];
    expect(named.toSorted()).toEqual(readdirSync(sharedPath(CRATE)).toSorted());
  });

  for (const [file, kinds] of Object.entries(frames)) {
    it(`decodes ${file} as ${kinds.join(', ')}`, () => {
      expect(decodePolymarketFrame(sharedJson(`${CRATE}/${file}`)).map(({ kind }) => kind)).toEqual(kinds);
    });
  }

  for (const [file, expected] of Object.entries(gammaMarkets)) {
    it(`maps ${file}: ${expected}`, () => expect(outcome(sharedJson(`${CRATE}/${file}`))).toBe(expected));
  }

  it('reads the REST book, whose order is not to be trusted', () => {
    const [book] = decodeRestBooks(sharedJson(`${CRATE}/clob_book_response.json`));
    expect(book).toMatchObject({
      bids: [
        [4800, 100e6],
        [4900, 200e6],
        [5000, 150e6],
      ],
      asks: [
        [5100, 120e6],
        [5200, 180e6],
        [5300, 90e6],
      ],
    });
  });

  for (const file of otherDocuments) {
    it(`does not take ${file} for a market-data frame`, () => {
      const kinds = decodePolymarketFrame(sharedJson(`${CRATE}/${file}`)).map(({ kind }) => kind);
      // A trade report over REST has the shape of the user channel's trade; it is recognised and carries no prices.
      expect(kinds.every((kind) => kind === 'invalid' || kind === 'trade')).toBe(true);
    });
  }

  it('sees that an augmented neg-risk event is not exhaustive', () => {
    const [raw] = sharedJson(`${CRATE}/gamma_event.json`) as Body[];
    expect(readGammaEvent(raw as Body)).toMatchObject({
      exclusive: true,
      exhaustive: false,
      size: 2,
    });
  });

  it('maps the events of a search answer', () => {
    const { events } = sharedJson(`${CRATE}/search_response.json`) as { events: Body[] };
    expect(events.map((raw) => readGammaEvent(raw).exhaustive)).not.toContain(true);
    for (const raw of events) expect(readGammaEvent(raw).title).not.toBe('');
  });

  it('refuses every malformed frame with a reason', async () => {
    const files = sharedFiles('polymarket/malformed-frames', /^ws_.*\.json$/);
    const found = files.flatMap((file) =>
      decodePolymarketFrame(sharedJson(`polymarket/malformed-frames/${file.split('/').at(-1)}`)),
    );
    expect(found.length).toBe(10);
    for (const refused of found)
      expect(refused).toMatchObject({
        kind: 'invalid',
        reason: expect.stringContaining('market missing'),
      });
    const markets = sharedJson('polymarket/malformed-frames/gamma_markets.json') as unknown[];
    expect(markets.map(outcome)).toEqual(['no-tokens', 'no-tokens', 'no-tokens']);
    expect(decodeRestBooks(sharedJson('polymarket/malformed-frames/rest_book.json'))).toEqual([]);
  });

  it('maps the June Fed decision: five exclusive outcomes that exhaust it, on the finest ticks', () => {
    const raw = sharedJson('polymarket/fed-june-event/gamma-event.json') as Body;
    const fed = readGammaEvent(raw);
    expect(fed).toMatchObject({ id: '101772', exclusive: true, exhaustive: true, size: 5 });
    const markets = (raw['markets'] as unknown[]).map((market) => mapGammaMarket(market, { event: fed, now: 5 }));
    for (const market of markets) {
      expect(market).toMatchObject({
        platform: 'polymarket',
        status: 'open',
        category: expect.any(String),
        priceRanges: [{ start: 0, end: 10_000, step: 10 }],
        minQuantity: 5_000_000,
        minNotional: 1_000_000,
        fees: [{ from: 0, model: { kind: 'polymarket', ratePpm: 50_000, exponent: 1 } }],
        routing: { version: 'unknown', negRisk: true },
      });
    }
    const clob = sharedJson('polymarket/fed-june-event/clob-markets.json') as Body[];
    for (const market of clob) expect(readFees(market['fd'])).toEqual({ ratePpm: 50_000, exponent: 1 });
  });

  it('rebuilds the ten Fed books, the NO ones as mirrors of the YES ones', () => {
    const raw = sharedJson('polymarket/fed-june-event/clob-books.json') as unknown[];
    const books = decodeRestBooks(raw);
    expect(books).toHaveLength(raw.length);
    expect(books.every(({ bids, asks }) => bids.length > 0 && asks.length > 0)).toBe(true);
  });

  it('maps every market of fifty NBA events or says why not', () => {
    const events = sharedJson('polymarket/nba-events-both-venues/poly_nba.json.gz') as Body[];
    const kinds: Record<string, number> = {};
    for (const raw of events) {
      const of = readGammaEvent(raw);
      for (const market of raw['markets'] as unknown[]) {
        const mapped = mapGammaMarket(market, { event: of, now: 0 });
        const kind = isRefusal(mapped) ? mapped.kind : mapped.status;
        kinds[kind] = (kinds[kind] ?? 0) + 1;
        if (!isRefusal(mapped))
          expect(mapped.fees).toEqual([{ from: 0, model: { kind: 'polymarket', ratePpm: 0, exponent: 1 } }]);
      }
    }
    expect(Object.values(kinds).reduce((sum, count) => sum + count, 0)).toBe(738);
    expect(kinds).toMatchInlineSnapshot(`
      {
        "open": 520,
        "resolved": 218,
      }
    `);
  });

  it('reads the fixtures as a recording, books by asset id', async () => {
    const decoded = await decodeRecording('polymarket', [sharedPath(`${CRATE}/ws_market_book_msg.json`)], {
      books: true,
    });
    // Pretty-printed JSON is no recording: every line of it is refused, none is guessed at.
    expect(decoded.invalid.length).toBe(decoded.frames);
    expect(decoded.books).toEqual({});
  });
});
