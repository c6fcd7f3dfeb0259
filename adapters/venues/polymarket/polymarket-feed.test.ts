import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { marketSchema } from '@pm-arbitrage/core/domain/market.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RecordingSink } from '../../testing/recording-sink.js';
import { until } from '../../testing/until.js';
import { VenueServer } from '../../testing/venue-server.js';
import { PolymarketFeed, type PolymarketFeedOptions } from './polymarket-feed.js';

const START = Date.parse('2026-11-21T12:00:00Z');
const condition = (n: number) => `0x${String(n).padStart(64, '0')}`;
const gamma = (n: number, changes: object = {}) => ({
  id: String(n),
  slug: `market-${n}`,
  question: `Question ${n}?`,
  conditionId: condition(n),
  version: 'v1',
  description: 'This market resolves to Yes if so.',
  outcomes: '["Yes", "No"]',
  outcomePrices: '["0.5", "0.5"]',
  clobTokenIds: `["${n}01", "${n}02"]`,
  positionIds: ['9', '8'],
  endDate: '2026-12-01T00:00:00Z',
  active: true,
  closed: false,
  acceptingOrders: true,
  enableOrderBook: true,
  negRisk: true,
  orderPriceMinTickSize: 0.01,
  orderMinSize: 5,
  feesEnabled: true,
  feeSchedule: { rate: 0.04, exponent: 1, takerOnly: true, rebateRate: 0.25 },
  ...changes,
});

describe('PolymarketFeed', () => {
  let clock: SimulatedClock;
  let server: VenueServer;
  let sink: RecordingSink;
  let feed: PolymarketFeed | null;
  let markets: object[];
  let restBid: string;
  let resolution: object | null;
  let clobFees: object;

  const open = async (options: Partial<PolymarketFeedOptions> = {}) => {
    const port = await server.listen();
    const http = `http://127.0.0.1:${port}`;
    const never = 10_000_000;
    feed = new PolymarketFeed({
      endpoints: {
        gamma: http,
        clob: http,
        data: http,
        socket: `ws://127.0.0.1:${port}/ws/market`,
      },
      clock,
      random: seededRandom(1),
      backoff: { baseMs: 100, maxMs: 1_000 },
      listingRefreshMs: never,
      resolutionPollMs: never,
      bookCheckMs: never,
      silenceMs: never,
      dataSilenceMs: never,
      ...options,
    });
    await feed.start(sink);
    return feed;
  };
  const book = (token: string, bid: string) => ({
    event_type: 'book',
    market: condition(1),
    asset_id: token,
    timestamp: String(START),
    bids: [{ price: bid, size: '10' }],
    asks: [{ price: '0.6', size: '3' }],
  });
  const greeted = (count: number) =>
    until(() => server.received.filter((text) => text.includes('"type":"market"')).length === count);

  beforeEach(() => {
    clock = new SimulatedClock(START);
    sink = new RecordingSink();
    feed = null;
    markets = [gamma(1), gamma(2)];
    restBid = '0.45';
    resolution = null;
    clobFees = { c: condition(1) };
    server = new VenueServer((url, body) => {
      if (url.pathname === '/events/keyset') {
        const event = {
          id: 'e',
          title: 'Event',
          negRisk: true,
          negRiskAugmented: false,
          tags: [{ label: 'Politics' }],
          markets,
        };
        const first = url.searchParams.get('after_cursor') === null;
        return {
          status: 200,
          body: first ? { events: [], next_cursor: 'two' } : { events: [event] },
        };
      }
      if (url.pathname === '/books') {
        const asked = (JSON.parse(body) as { token_id: string }[]).filter(({ token_id }) => token_id === '101');
        return {
          status: 200,
          body: asked.map(({ token_id }) => ({
            ...book(token_id, restBid),
            event_type: undefined,
          })),
        };
      }
      if (url.pathname === '/v2/resolutions')
        return {
          status: 200,
          body: { data: resolution === null ? [] : [resolution], pagination: {} },
        };
      return url.pathname.startsWith('/clob-markets/')
        ? { status: 200, body: clobFees }
        : { status: 404, body: { error: 'not found' } };
    });
  });

  afterEach(async () => {
    await feed?.stop();
    server.close();
  });

  it('lists by cursor, subscribes to both tokens and keeps the book', async () => {
    await open();
    await greeted(1);
    expect(JSON.parse(server.received[0] as string)).toEqual({
      type: 'market',
      assets_ids: ['101', '102', '201', '202'],
      initial_dump: true,
      level: 2,
      custom_feature_enabled: true,
    });
    expect(sink.markets).toHaveLength(2);
    expect(marketSchema.parse(sink.markets[0])).toMatchObject({
      id: `polymarket:${condition(1)}`,
      status: 'open',
      category: 'Politics',
      event: { exclusive: true, exhaustive: true, size: 2 },
      fees: [{ from: 0, model: { kind: 'polymarket', ratePpm: 40_000, exponent: 1 } }],
      routing: { version: 'v1', negRisk: true, yesToken: '101', noToken: '102' },
      minQuantity: 5_000_000,
      minNotional: 1_000_000,
    });
    server.send([book('101', '0.4'), book('102', '0.4')]);
    await until(() => sink.prices.length === 1);
    expect(sink.last).toMatchObject({ status: 'live', bids: [[4000, 10e6]], asks: [[6000, 3e6]] });
    clock.advanceBy(10_000);
    await until(() => server.received.includes('PING'));
  });

  it('asks over REST for snapshots that did not come', async () => {
    await open();
    await greeted(1);
    clock.advanceBy(5_000);
    await until(() => {
      clock.advanceBy(10);
      return sink.prices.length === 1;
    });
    expect(sink.last).toMatchObject({ bids: [[4500, 10e6]] });
  });

  it('gets a book back over REST whose touch stayed wrong', async () => {
    await open();
    await greeted(1);
    server.send(book('101', '0.4'));
    const change = {
      asset_id: '101',
      price: '0.3',
      size: '1',
      side: 'BUY',
      hash: 'h',
      best_bid: '0.45',
      best_ask: '0.6',
    };
    server.send({
      event_type: 'price_change',
      market: condition(1),
      timestamp: String(START),
      price_changes: [change],
    });
    await until(() => sink.prices.length === 2);
    clock.advanceBy(1_000);
    expect(sink.last?.status).toBe('broken');
    await until(() => {
      clock.advanceBy(10);
      return sink.last?.status === 'live';
    });
    expect(sink.last).toMatchObject({ epoch: 2, bids: [[4500, 10e6]] });
  });

  it('takes a socket for frozen that answers PINGs and says nothing while REST moved on', async () => {
    await open({ dataSilenceMs: 30_000 });
    await greeted(1);
    server.send(book('101', '0.4'));
    await until(() => sink.prices.length === 1);
    clock.advanceBy(29_000);
    server.send('PONG');
    await until(() => feed?.health().frames === 2);
    clock.advanceBy(1_000);
    await until(() => {
      clock.advanceBy(10);
      return sink.last?.status === 'broken';
    });
    expect(sink.refusals.at(-1)?.kind).toBe('stale');
    await until(() => {
      clock.advanceBy(10);
      return server.sockets.length === 2;
    });
    await greeted(2);
  });

  it('compares all books with REST in rounds', async () => {
    await open({ bookCheckMs: 60_000 });
    await greeted(1);
    server.send(book('101', '0.4'));
    await until(() => sink.prices.length === 1);
    clock.advanceBy(60_000);
    await until(() => {
      clock.advanceBy(10);
      return sink.last?.epoch === 2 && sink.last.status === 'live';
    });
    expect(sink.last).toMatchObject({ bids: [[4500, 10e6]] });
  });

  it('spreads markets over sockets', async () => {
    markets = [gamma(1), gamma(2), gamma(3)];
    await open({ marketsPerSocket: 2 });
    await greeted(2);
    expect(
      server.received.map((text) => (JSON.parse(text) as { assets_ids: string[] }).assets_ids.length).toSorted(),
    ).toEqual([2, 4]);
  });

  it('takes the winner from the socket, and a split from the Data API', async () => {
    await open({ listingRefreshMs: 5_000, resolutionPollMs: 6_000 });
    await greeted(1);
    server.send({
      event_type: 'market_resolved',
      id: '1',
      market: condition(1),
      assets_ids: ['101', '102'],
      winning_asset_id: '102',
      winning_outcome: 'No',
      timestamp: String(START),
    });
    await until(() => sink.markets.at(-1)?.status === 'resolved');
    expect(sink.markets.at(-1)).toMatchObject({ id: `polymarket:${condition(1)}`, yesPayout: 0 });
    markets = [];
    resolution = { condition_id: condition(2), status: 'resolved', payouts: [500_000, 500_000] };
    await until(() => {
      clock.advanceBy(20);
      return sink.markets.at(-1)?.yesPayout === 5_000;
    });
    expect(sink.markets.at(-1)).toMatchObject({
      id: `polymarket:${condition(2)}`,
      status: 'resolved',
    });
  });

  it('asks the CLOB for fees that Gamma does not say, and leaves the market out when nobody does', async () => {
    markets = [gamma(1, { feeSchedule: undefined }), gamma(2, { feesEnabled: false, version: 'v3' })];
    await open();
    expect(sink.markets).toHaveLength(1);
    expect(sink.markets[0]).toMatchObject({
      fees: [{ model: { ratePpm: 0 } }],
      routing: { version: 'unknown' },
    });
    expect(sink.refusals[0]).toMatchObject({ kind: 'fees' });
  });

  it('takes the fees of the CLOB where Gamma is silent', async () => {
    markets = [gamma(1, { feeSchedule: undefined })];
    clobFees = { c: condition(1), fd: { r: 0.07, e: 1, to: true } };
    await open();
    expect(sink.markets[0]).toMatchObject({ fees: [{ model: { ratePpm: 70_000 } }] });
  });
});
