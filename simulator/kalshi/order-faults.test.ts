import { parseQuantity } from '@pm-arbitrage/core/money/money.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FaultKind } from '../faults/fault.js';
import { type Market, startVenue, type TestVenue, type Trader } from './testing/test-venue.js';
import { waitFor } from '@pm-arbitrage/core/testing/wait-for.js';

let venue: TestVenue;
let market: Market;
let trader: Trader;

beforeAll(async () => {
  venue = await startVenue();
});
afterAll(() => venue.simulator.close());

beforeEach(() => {
  market = venue.market();
  market.live.book.clear();
  trader = venue.trader();
  venue.stranger(market, 'ask', '0.50', '10');
});

const inject = (fault: FaultKind) => venue.simulator.faults.inject({ venue: 'kalshi', ...fault });
const buy = (id: string) =>
  trader.create(market, 'bid', '4.00', '0.50', { time_in_force: 'immediate_or_cancel', client_order_id: id });
const filled = () => trader.truth.orders.map(({ clientOrderId, filled: count }) => [clientOrderId, count]);
const FOUR = parseQuantity('4');

describe('an order fault', () => {
  it('lose-answer works the order and cuts the connection; the same id is known afterwards', async () => {
    inject({ kind: 'order', effect: 'lose-answer', count: 1 });
    await expect(buy('lost')).rejects.toThrow('fetch failed');
    expect(filled()).toEqual([['lost', FOUR]]);
    expect((await buy('lost')).body).toMatchObject({ error: { code: 'order_already_exists' } });
  });

  it('accept-late works the order after the connection was cut', async () => {
    inject({ kind: 'order', effect: 'accept-late', delayMs: 4_000, count: 1 });
    await expect(buy('late')).rejects.toThrow('fetch failed');
    expect(filled()).toEqual([]);
    venue.clock.advanceBy(4_000);
    expect(filled()).toEqual([['late', FOUR]]);
  });

  it('accept-late forgets an order whose signature or time is over by then', async () => {
    inject({ kind: 'order', effect: 'accept-late', delayMs: 10_001, count: 1 });
    await expect(buy('stale')).rejects.toThrow('fetch failed');
    inject({ kind: 'order', effect: 'accept-late', delayMs: 3_000, count: 1 });
    const expiration_time = Math.floor(venue.clock.now() / 1_000) + 2;
    const expiring = trader.create(market, 'bid', '1.00', '0.20', { expiration_time });
    await expect(expiring).rejects.toThrow('fetch failed');
    venue.clock.advanceBy(10_001);
    expect(filled()).toEqual([]);
  });

  it('reject refuses whatever the order', async () => {
    inject({ kind: 'order', effect: 'reject', count: 1 });
    expect(await buy('refused')).toMatchObject({ status: 400, body: { error: { code: 'insufficient_balance' } } });
    expect((await buy('refused')).status).toBe(201);
  });

  it('partial lets somebody else take all but a share', async () => {
    inject({ kind: 'order', effect: 'partial', share: 0.25, count: 1 });
    expect((await buy('partial')).body).toMatchObject({ fill_count: '1.00', remaining_count: '0.00' });
    expect(market.live.book.bestAsk()).toBeUndefined();
  });

  it.each([425, 429, 500, 502, 503] as const)(
    'fail-before answers %i and knows nothing of the order',
    async (status) => {
      inject({ kind: 'order', effect: 'fail-before', status, count: 1 });
      expect((await buy('before')).status).toBe(status);
      expect(filled()).toEqual([]);
    },
  );

  it('fail-after answers with the status of a failure although the order was worked', async () => {
    inject({ kind: 'order', effect: 'fail-after', status: 503, count: 1 });
    expect(await buy('after')).toMatchObject({ status: 503, body: { exchange_active: false } });
    expect(filled()).toEqual([['after', FOUR]]);
  });

  it('pause-market refuses as in a paused market, which trades again after a while', async () => {
    inject({ kind: 'order', effect: 'pause-market', count: 1 });
    expect(await buy('paused')).toMatchObject({ status: 409, body: { error: { code: 'MARKET_INACTIVE' } } });
    venue.clock.advanceBy(5_000);
    expect((await buy('paused')).status).toBe(201);
  });

  it('cancel-race fills the order before the cancel comes', async () => {
    venue.stranger(market, 'bid', '0.42', '3');
    venue.stranger(market, 'bid', '0.40', '2');
    const { body } = await trader.create(market, 'bid', '5.00', '0.40', { client_order_id: 'raced' });
    inject({ kind: 'cancel-race', count: 1 });
    expect((await trader.cancel(market, body['order_id'])).status).toBe(404);
    expect(filled()).toEqual([['raced', parseQuantity('5')]]);
    expect(market.live.book.bestBid()).toBeUndefined();
  });
});

describe('reads', () => {
  it('lag behind writes, and the data timestamp says so', async () => {
    venue.clock.advanceBy(1_000);
    const id = venue.simulator.faults.inject({ venue: 'kalshi', kind: 'read-lag', delayMs: 400 });
    venue.simulator.kalshi.switches.readLagMs = 100;
    const { body } = await trader.create(market, 'bid', '4.00', '0.50');
    const resting = await trader.create(market, 'bid', '1.00', '0.20');
    const path = `/portfolio/orders/${String(body['order_id'])}`;
    const seen = async () => ({
      order: (await trader.get(path)).status,
      orders: ((await trader.get('/portfolio/orders')).body['orders'] as unknown[]).length,
      fills: ((await trader.get('/portfolio/fills')).body['fills'] as unknown[]).length,
      positions: ((await trader.get('/portfolio/positions')).body['market_positions'] as unknown[]).length,
      balance: (await trader.get('/portfolio/balance?exchange_index=0')).body['balance_dollars'],
    });
    const before = { order: 404, orders: 0, fills: 0, positions: 0, balance: '1000.0000' };
    expect(await seen()).toEqual(before);
    const { as_of_time } = (await trader.get('/exchange/user_data_timestamp')).body;
    expect(Date.parse(String(as_of_time))).toBe(venue.clock.now() - 500);
    venue.clock.advanceBy(499);
    expect(await seen()).toEqual(before);
    venue.clock.advanceBy(1);
    expect(await seen()).toEqual({ order: 200, orders: 2, fills: 1, positions: 1, balance: '997.7300' });
    await trader.cancel(market, resting.body['order_id']);
    const status = async () =>
      ((await trader.get('/portfolio/orders?status=resting')).body['orders'] as unknown[]).length;
    expect(await status()).toBe(1);
    venue.clock.advanceBy(500);
    expect(await status()).toBe(0);
    venue.simulator.faults.clear(id);
    venue.simulator.kalshi.switches.readLagMs = 0;
  });

  it('of balances lie while the engine knows the truth', async () => {
    inject({ kind: 'balance-lie', byMicroUsd: 5_000_000_000 });
    const { body } = await trader.get('/portfolio/balance?exchange_index=0');
    expect(body).toMatchObject({ balance_dollars: '6000.0000', balance: 600_000 });
    const answer = await trader.create(market, 'bid', '9000.00', '0.40');
    expect(answer.body).toMatchObject({ error: { code: 'insufficient_balance' } });
    venue.simulator.faults.clear();
  });
});

describe('the private channels', () => {
  const channels = ['fill', 'user_orders', 'market_positions'];

  it('tell maker and taker of a fill, with the position after it, and the owner of his deltas', async () => {
    const maker = venue.trader();
    await maker.create(market, 'ask', '2.00', '0.45', { client_order_id: 'quote' });
    const theirs = await maker.listen(channels);
    const mine = await trader.listen([...channels, 'orderbook_delta'], { market_tickers: [market.ticker] });
    await trader.create(market, 'bid', '3.00', '0.45', { client_order_id: 'take' });
    await waitFor(() => expect(mine.filter(({ type }) => type === 'orderbook_delta')).toHaveLength(2));
    await waitFor(() => expect(theirs).toHaveLength(3));
    const fillOf = (frames: typeof mine) => frames.find(({ type }) => type === 'fill')?.msg;
    const shared = { market_ticker: market.ticker, yes_price_dollars: '0.4500', count_fp: '2.00' };
    expect(fillOf(mine)).toMatchObject({
      ...shared,
      client_order_id: 'take',
      is_taker: true,
      book_side: 'bid',
      post_position_fp: '2.00',
      fee_cost: '0.034700',
    });
    expect(fillOf(theirs)).toMatchObject({
      ...shared,
      client_order_id: 'quote',
      is_taker: false,
      outcome_side: 'no',
      post_position_fp: '-2.00',
      fee_cost: '0.000000',
      trade_id: fillOf(mine)?.['trade_id'],
    });
    expect(theirs.find(({ type }) => type === 'user_order')?.msg).toMatchObject({
      status: 'executed',
      last_update_reason: 'Trade',
    });
    const own = mine.filter(({ msg }) => msg['client_order_id'] === 'take' && msg['delta_fp'] !== undefined);
    expect(own.map(({ msg }) => [msg['side'], msg['delta_fp']])).toEqual([['yes', '1.00']]);
    expect(mine.find(({ type }) => type === 'market_position')?.msg).toMatchObject({
      position_fp: '2.00',
      position_cost_dollars: '0.900000',
    });
  });

  it('double, swap and lose events while a fault says so', async () => {
    const frames = await trader.listen(['user_orders']);
    const place = (id: string) => trader.create(market, 'bid', '1.00', '0.20', { client_order_id: id });
    const ids = () => frames.map(({ msg }) => msg['client_order_id']);
    inject({ kind: 'duplicate-user-events' });
    await place('double');
    await waitFor(() => expect(ids()).toEqual(['double', 'double']));
    venue.simulator.faults.clear();
    inject({ kind: 'reorder-user-events' });
    await place('first');
    await place('second');
    await place('alone');
    await waitFor(() => expect(ids().slice(2)).toEqual(['second', 'first']));
    venue.clock.advanceBy(250);
    await waitFor(() => expect(ids().slice(4)).toEqual(['alone']));
    venue.simulator.faults.clear();
    inject({ kind: 'lose-user-events' });
    await place('lost');
    venue.simulator.faults.clear();
    await place('heard');
    await waitFor(() => expect(ids().slice(5)).toEqual(['heard']));
  });

  it('number the updates of order groups', async () => {
    const frames = await trader.listen(['order_group_updates']);
    const { body } = await trader.request('POST', '/portfolio/order_groups/create', { contracts_limit: 5 });
    const path = `/portfolio/order_groups/${String(body['order_group_id'])}`;
    await trader.request('PUT', `${path}/trigger`);
    await trader.request('PUT', `${path}/reset`);
    await trader.request('DELETE', path);
    await waitFor(() =>
      expect(frames.map(({ seq, msg }) => [seq, msg['event_type']])).toEqual([
        [1, 'created'],
        [2, 'triggered'],
        [3, 'reset'],
        [4, 'deleted'],
      ]),
    );
  });
});
