import { constants, generateKeyPairSync, verify } from 'node:crypto';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { marketSchema } from '@pm-arbitrage/core/domain/market.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RecordingSink } from '../../testing/recording-sink.js';
import { until } from '../../testing/until.js';
import { VenueServer, type Answer } from '../../testing/venue-server.js';
import { KalshiFeed, type KalshiFeedOptions } from './kalshi-feed.js';

const START = Date.parse('2026-11-21T12:00:00Z');
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

const market = (ticker: string, changes: object = {}) => ({
  ticker,
  event_ticker: 'EVT',
  market_type: 'binary',
  title: 'Above?',
  yes_sub_title: 'Above 5',
  status: 'active',
  open_time: '2026-11-20T12:00:00Z',
  close_time: '2026-11-22T12:00:00Z',
  expected_expiration_time: '2026-11-22T13:00:00Z',
  yes_bid_dollars: '0.4000',
  yes_ask_dollars: '0.5000',
  last_price_dollars: '0.4500',
  price_ranges: [{ start: '0.0000', end: '1.0000', step: '0.0100' }],
  rules_primary: 'If above, yes.',
  rules_secondary: 'Source: Z.',
  result: '',
  exchange_index: 2,
  ...changes,
});

describe('KalshiFeed', () => {
  let clock: SimulatedClock;
  let server: VenueServer;
  let sink: RecordingSink;
  let feed: KalshiFeed | null;
  let listed: object[];
  let answers: Record<string, (url: URL) => Answer>;

  const open = async (options: Partial<KalshiFeedOptions> = {}) => {
    const port = await server.listen();
    feed = new KalshiFeed({
      endpoints: {
        rest: `http://127.0.0.1:${port}/trade-api/v2`,
        socket: `ws://127.0.0.1:${port}/trade-api/ws/v2`,
      },
      credentials: { keyId: 'key-1', privateKey: pem },
      clock,
      random: seededRandom(1),
      backoff: { baseMs: 100, maxMs: 1_000 },
      silenceMs: 10_000_000,
      listingRefreshMs: 10_000_000,
      dataSilenceMs: 10_000_000,
      ...options,
    });
    await feed.start(sink);
    return feed;
  };
  const command = (cmd: string, action?: string) =>
    server.received
      .map((text) => JSON.parse(text) as { id: number; cmd: string; params: Record<string, unknown> })
      .filter((sent) => sent.cmd === cmd && (action === undefined || sent.params['action'] === action));
  const bookSubscriptions = () => command('subscribe').filter(({ params }) => params['market_tickers'] !== undefined);
  const acknowledge = async (count: number, sid: number) => {
    await until(() => bookSubscriptions().length >= count);
    const { id } = bookSubscriptions()[count - 1] as { id: number };
    server.send({ id, type: 'subscribed', msg: { channel: 'orderbook_delta', sid } });
    server.send({ id, type: 'subscribed', msg: { channel: 'trade', sid: sid + 100 } });
  };
  const snapshot = (sid: number, seq: number, yes = '0.4000', ticker = 'MKT-A') =>
    server.send({
      type: 'orderbook_snapshot',
      sid,
      seq,
      msg: {
        market_ticker: ticker,
        market_id: 'x',
        yes_dollars_fp: [[yes, '10.00']],
        no_dollars_fp: [['0.5000', '5.00']],
      },
    });
  const delta = (sid: number, seq: number, price: string, change: string) =>
    server.send({
      type: 'orderbook_delta',
      sid,
      seq,
      msg: {
        market_ticker: 'MKT-A',
        market_id: 'x',
        price_dollars: price,
        delta_fp: change,
        side: 'yes',
        ts: '2026-11-21T12:00:00Z',
        ts_ms: START,
      },
    });

  beforeEach(() => {
    clock = new SimulatedClock(START);
    sink = new RecordingSink();
    feed = null;
    listed = [market('MKT-A')];
    answers = {
      '/series': () => ({
        status: 200,
        body: {
          series: [{ ticker: 'SER', category: 'Crypto', fee_type: 'quadratic', fee_multiplier: 0.5 }],
        },
      }),
      '/series/fee_changes': () => ({ status: 200, body: { series_fee_change_arr: [] } }),
      '/events/fee_changes': () => ({ status: 200, body: { event_fee_changes: [], cursor: '' } }),
      '/events': () => ({
        status: 200,
        body: {
          events: [
            {
              event_ticker: 'EVT',
              series_ticker: 'SER',
              title: 'Event',
              mutually_exclusive: true,
              exchange_index: 2,
              markets: listed,
            },
          ],
          cursor: '',
        },
      }),
      '/markets': () => ({ status: 200, body: { markets: [], cursor: '' } }),
      '/markets/orderbooks': (url) => ({
        status: 200,
        body: {
          orderbooks: url.searchParams.getAll('tickers').map((ticker) => ({
            ticker,
            orderbook_fp: { yes_dollars: [['0.4300', '7.00']], no_dollars: [['0.5000', '5.00']] },
          })),
        },
      }),
    };
    server = new VenueServer(
      (url) =>
        answers[url.pathname.replace('/trade-api/v2', '')]?.(url) ?? {
          status: 404,
          body: { error: { code: 'not_found' } },
        },
    );
  });

  afterEach(async () => {
    await feed?.stop();
    server.close();
  });

  it('signs the handshake, lists, and keeps the book of an open market', async () => {
    await open();
    await acknowledge(1, 7);
    const { headers, url } = server.handshakes[0] as (typeof server.handshakes)[0];
    const text = `${headers['kalshi-access-timestamp']}GET${url}`;
    const signature = Buffer.from(String(headers['kalshi-access-signature']), 'base64');
    const key = { key: rsa.publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
    expect(headers['kalshi-access-key']).toBe('key-1');
    expect(verify('sha256', Buffer.from(text), key, signature)).toBe(true);
    expect(bookSubscriptions()[0]?.params).toMatchObject({
      use_yes_price: false,
      market_tickers: ['MKT-A'],
    });
    expect(marketSchema.parse(sink.markets[0])).toMatchObject({
      id: 'kalshi:MKT-A',
      status: 'open',
      category: 'Crypto',
      event: { id: 'EVT', exclusive: true, exhaustive: false, size: 1 },
      fees: [{ from: 0, model: { kind: 'kalshi', multiplierPpm: 500_000, maker: 'none' } }],
      routing: { platform: 'kalshi', exchangeIndex: 2 },
      lot: 10_000,
      rules: 'If above, yes.\n\nSource: Z.',
    });
    snapshot(7, 1);
    delta(7, 2, '0.4100', '3.00');
    await until(() => sink.prices.length === 2);
    expect(sink.last).toMatchObject({
      market: 'kalshi:MKT-A',
      status: 'live',
      epoch: 1,
      bids: [
        [4100, 3e6],
        [4000, 10e6],
      ],
      asks: [[5000, 5e6]],
    });
    expect(feed?.health()).toMatchObject({
      connected: true,
      books: 1,
      brokenBooks: 0,
      lastDataAt: START,
    });
  });

  it('voids the books of a sid after a gap and gets them back by a snapshot', async () => {
    await open();
    await acknowledge(1, 7);
    snapshot(7, 1);
    delta(7, 3, '0.4100', '3.00');
    await until(() => sink.last?.status === 'broken');
    expect(sink.last).toMatchObject({ epoch: 2, bids: [], asks: [] });
    await until(() => command('update_subscription', 'get_snapshot').length === 1);
    expect(command('update_subscription', 'get_snapshot')[0]?.params).toMatchObject({
      sids: [7],
      market_tickers: ['MKT-A'],
    });
    delta(7, 4, '0.4200', '1.00');
    snapshot(7, 5, '0.4200');
    delta(7, 6, '0.4200', '1.00');
    await until(() => sink.prices.length === 4);
    expect(sink.last).toMatchObject({ epoch: 2, status: 'live', bids: [[4200, 11e6]] });
  });

  it('subscribes again, then connects again, when snapshots do not come', async () => {
    await open();
    await acknowledge(1, 7);
    snapshot(7, 1);
    await until(() => sink.prices.length === 1);
    clock.advanceBy(5_000);
    delta(7, 3, '0.4100', '3.00');
    await until(() => command('update_subscription', 'get_snapshot').length === 1);
    clock.advanceBy(5_000);
    await until(() => bookSubscriptions().length === 2);
    expect(command('unsubscribe')[0]?.params).toEqual({ sids: [7, 107] });
    clock.advanceBy(5_000);
    clock.advanceBy(1_000);
    await until(() => server.sockets.length === 2);
    await acknowledge(3, 9);
    snapshot(9, 1, '0.4400');
    await until(() => sink.last?.status === 'live');
    expect(sink.last).toMatchObject({ epoch: 2, bids: [[4400, 10e6]] });
    expect(feed?.health()).toMatchObject({ reconnects: 1 });
  });

  it('takes a socket without a frame or ping for dead', async () => {
    await open({ silenceMs: 26_000 });
    await acknowledge(1, 7);
    snapshot(7, 1);
    await until(() => sink.prices.length === 1);
    clock.advanceBy(24_000);
    expect(sink.last?.status).toBe('live');
    clock.advanceBy(10_000);
    await until(() => server.sockets.length === 2);
    expect(sink.last).toMatchObject({ status: 'broken', epoch: 2 });
  });

  it('takes a socket for frozen that says nothing while REST moved on', async () => {
    await open({ dataSilenceMs: 30_000 });
    await acknowledge(1, 7);
    snapshot(7, 1);
    await until(() => sink.prices.length === 1);
    clock.advanceBy(30_000);
    await until(() => sink.last?.status === 'broken');
    expect(sink.refusals.some(({ kind }) => kind === 'stale')).toBe(true);
    clock.advanceBy(1_000);
    await until(() => server.sockets.length === 2);
  });

  it('takes a quiet market for quiet when REST agrees', async () => {
    await open({ dataSilenceMs: 30_000 });
    await acknowledge(1, 7);
    snapshot(7, 1, '0.4300');
    await until(() => sink.prices.length === 1);
    clock.advanceBy(30_000);
    await until(() => server.requests.some((request) => request.includes('orderbooks')));
    expect(sink.last?.status).toBe('live');
  });

  it('asks again after 429 and 503', async () => {
    const events = answers['/events'] as (url: URL) => Answer;
    let asked = 0;
    answers['/events'] = (url) => {
      asked++;
      if (asked === 1) return { status: 429, body: { error: 'too many requests' } };
      return asked === 2 ? { status: 503, body: { exchange_active: false } } : events(url);
    };
    const starting = open();
    let started = false;
    void starting.then(() => (started = true));
    await until(() => {
      clock.advanceBy(1);
      return started;
    });
    expect(asked).toBe(3);
    expect(sink.markets).toHaveLength(1);
  });

  it('polls books over REST where there is no key', async () => {
    await open({ credentials: null });
    clock.advanceBy(1);
    await until(() => sink.prices.length === 1);
    expect(sink.last).toMatchObject({ status: 'live', bids: [[4300, 7e6]], asks: [[5000, 5e6]] });
    expect(server.sockets).toHaveLength(0);
    answers['/markets/orderbooks'] = () => ({ status: 404, body: { msg: 'gone' } });
    clock.advanceBy(2_000);
    await until(() => sink.prices.length === 2);
    expect(sink.last).toMatchObject({ status: 'broken', epoch: 2 });
  });

  it('follows a market through determination to its payout', async () => {
    await open();
    await acknowledge(1, 7);
    snapshot(7, 1);
    server.send({
      type: 'market_lifecycle_v2',
      sid: 5,
      seq: 1,
      msg: {
        event_type: 'determined',
        market_ticker: 'MKT-A',
        result: 'yes',
        settlement_value: '1.0000',
      },
    });
    await until(() => sink.markets.at(-1)?.status === 'determined');
    expect(sink.markets.at(-1)).toMatchObject({ yesPayout: 10_000 });
    expect(sink.last).toMatchObject({ status: 'broken' });
    server.send({
      type: 'market_lifecycle_v2',
      sid: 5,
      seq: 2,
      msg: { event_type: 'settled', market_ticker: 'MKT-A', settled_ts: 1 },
    });
    await until(() => sink.markets.at(-1)?.status === 'resolved');
  });

  it('asks REST for markets that left the open listing, and closes by the clock', async () => {
    const running = await open({ listingRefreshMs: 5_000 });
    await acknowledge(1, 7);
    clock.advanceTo(Date.parse('2026-11-22T12:00:01Z'));
    expect(sink.markets.at(-1)?.status).toBe('closed');
    listed = [];
    const settled = market('MKT-A', {
      status: 'finalized',
      result: 'no',
      settlement_value_dollars: '0.0000',
    });
    answers['/markets'] = () => ({ status: 200, body: { markets: [settled], cursor: '' } });
    await until(() => {
      clock.advanceBy(50);
      return sink.markets.at(-1)?.status === 'resolved';
    });
    expect(sink.markets.at(-1)).toMatchObject({ yesPayout: 0 });
    expect(running.health().books).toBe(0);
  });

  it('tries again when the handshake is refused', async () => {
    server.accepts = () => server.handshakes.length > 0 || clock.now() > START + 50;
    await open();
    await until(() => {
      clock.advanceBy(10);
      return server.handshakes.length === 1;
    });
  });
});
