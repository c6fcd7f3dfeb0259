import { parseQuantity, usd } from '@pm-arbitrage/core/money/money.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isOnShard, type Market, orderBody, startVenue, type TestVenue, type Trader } from './testing/test-venue.js';
import { waitFor } from '@pm-arbitrage/core/testing/wait-for.js';

let venue: TestVenue;
let market: Market;
let alice: Trader;
let bob: Trader;

beforeAll(async () => {
  venue = await startVenue();
});
afterAll(() => venue.simulator.close());

beforeEach(() => {
  market = venue.market();
  market.live.book.clear();
  alice = venue.trader();
  bob = venue.trader();
});

const ioc = { time_in_force: 'immediate_or_cancel' };
const fok = { time_in_force: 'fill_or_kill' };
const codeOf = ({ status, body }: { status: number; body: Record<string, unknown> }) => {
  const { code, details } = (body['error'] ?? body) as { code?: string; details?: string };
  return details === undefined ? [status, code] : [status, code, details];
};

describe('matching', () => {
  it('serves the better price first, then who came first, at the price of the order that waited', async () => {
    const first = await alice.create(market, 'ask', '2.00', '0.50');
    const second = await bob.create(market, 'ask', '2.00', '0.50');
    await bob.create(market, 'ask', '1.00', '0.48');
    const taker = venue.trader();
    const { body } = await taker.create(market, 'bid', '4.00', '0.55', ioc);
    expect(body).toMatchObject({ fill_count: '4.00', remaining_count: '0.00', average_fill_price: '0.4950' });
    expect(taker.truth.fills.map(({ price, quantity }) => [price, quantity])).toEqual([
      [4_800, 1_000_000],
      [5_000, 2_000_000],
      [5_000, 1_000_000],
    ]);
    const state = async (who: Trader, id: unknown) => {
      const { order } = (await who.get(`/portfolio/orders/${String(id)}`)).body as { order: Record<string, string> };
      return [order['status'], order['remaining_count_fp']];
    };
    expect(await state(alice, first.body['order_id'])).toEqual(['executed', '0.00']);
    expect(await state(bob, second.body['order_id'])).toEqual(['resting', '1.00']);
  });

  it('fills what it can of IOC and cancels the rest, and answers 201 even when nothing crossed', async () => {
    venue.stranger(market, 'ask', '0.50', '3');
    const partial = await alice.create(market, 'bid', '10.00', '0.50', ioc);
    expect([partial.status, partial.body]).toMatchObject([201, { fill_count: '3.00', remaining_count: '0.00' }]);
    const nothing = await alice.create(market, 'bid', '10.00', '0.50', ioc);
    expect([nothing.status, nothing.body['fill_count']]).toEqual([201, '0.00']);
    expect(alice.truth.orders.map(({ status }) => status)).toEqual(['canceled', 'canceled']);
    expect(alice.truth.reserved[0]).toBe(0);
  });

  it('kills FOK that the book cannot fill, and its client id with it', async () => {
    venue.stranger(market, 'ask', '0.50', '3');
    const killed = await alice.create(market, 'bid', '3.01', '0.50', { ...fok, client_order_id: 'once' });
    expect(codeOf(killed)).toEqual([409, 'fill_or_kill_insufficient_resting_volume']);
    const again = await alice.create(market, 'bid', '3.00', '0.50', { ...fok, client_order_id: 'once' });
    expect(codeOf(again)).toEqual([409, 'order_already_exists']);
    const filled = await alice.create(market, 'bid', '3.00', '0.50', { ...fok, client_order_id: 'twice' });
    expect([filled.status, filled.body['fill_count']]).toEqual([201, '3.00']);
    expect(alice.truth.orders.map(({ clientOrderId, killed: dead }) => [clientOrderId, dead])).toEqual([
      ['once', true],
      ['twice', false],
    ]);
  });

  it('refuses post-only that would cross, or accepts and cancels it where the switch says so', async () => {
    venue.stranger(market, 'bid', '0.40', '1');
    const refused = await alice.create(market, 'ask', '1.00', '0.40', { post_only: true });
    expect(codeOf(refused)).toEqual([400, 'invalid_order', 'post only cross']);
    venue.simulator.kalshi.switches.postOnlyCross = 'cancel';
    const cancelled = await alice.create(market, 'ask', '1.00', '0.40', { post_only: true });
    venue.simulator.kalshi.switches.postOnlyCross = 'refuse';
    expect([cancelled.status, cancelled.body['remaining_count']]).toEqual([201, '0.00']);
    expect(alice.truth.orders).toMatchObject([{ status: 'canceled', filled: 0 }]);
  });

  it('prevents self trades: the taker stops at its own order, or its own order makes room', async () => {
    venue.stranger(market, 'ask', '0.50', '1');
    const own = await alice.create(market, 'ask', '5.00', '0.51');
    venue.stranger(market, 'ask', '0.52', '1');
    const stopped = await alice.create(market, 'bid', '3.00', '0.55');
    expect(stopped.body).toMatchObject({ fill_count: '1.00', remaining_count: '0.00' });
    const room = await alice.create(market, 'bid', '3.00', '0.55', { self_trade_prevention_type: 'maker' });
    expect(room.body).toMatchObject({ fill_count: '1.00', remaining_count: '2.00' });
    const { body } = await alice.get(`/portfolio/orders/${String(own.body['order_id'])}`);
    expect(body['order']).toMatchObject({ status: 'canceled', fill_count_fp: '0.00' });
  });

  it('caps reduce-only orders by the position', async () => {
    venue.stranger(market, 'ask', '0.50', '3');
    await alice.create(market, 'bid', '3.00', '0.50', ioc);
    venue.stranger(market, 'bid', '0.49', '10');
    const sold = await alice.create(market, 'ask', '8.00', '0.49', { ...ioc, reduce_only: true });
    expect(sold.body).toMatchObject({ fill_count: '3.00', remaining_count: '0.00' });
    const none = await alice.create(market, 'ask', '8.00', '0.49', { ...ioc, reduce_only: true });
    expect([none.status, none.body['fill_count']]).toEqual([201, '0.00']);
    expect(alice.truth.positions).toEqual({});
  });

  it('lets an amended order keep its place only when it shrinks', async () => {
    const mine = await alice.create(market, 'bid', '5.00', '0.30');
    await bob.create(market, 'bid', '5.00', '0.30');
    const id = String(mine.body['order_id']);
    const amend = (count: string, price: string) =>
      alice.request('POST', `/portfolio/events/orders/${id}/amend`, {
        ticker: market.ticker,
        side: 'bid',
        price,
        count,
      });
    const ahead = async () => (await alice.get(`/portfolio/orders/${id}/queue_position`)).body['queue_position_fp'];
    await amend('4.00', '0.30');
    expect(await ahead()).toBe('0.00');
    await amend('6.00', '0.30');
    expect(await ahead()).toBe('5.00');
    venue.stranger(market, 'ask', '0.30', '7', 'immediate');
    expect(codeOf(await amend('1.00', '0.30'))).toEqual([400, 'INVALID_AMEND_QTY_FOR_ORDER']);
    expect((await amend('2.00', '0.30')).body).toMatchObject({ fill_count: '2.00', remaining_count: '0.00' });
  });

  it('cancels an order when its time is over', async () => {
    const seconds = Math.floor(venue.clock.now() / 1_000);
    const late = await alice.create(market, 'bid', '1.00', '0.30', { expiration_time: seconds - 1 });
    expect(codeOf(late)).toEqual([400, 'invalid_order', 'expiration_time is past']);
    await alice.create(market, 'bid', '1.00', '0.30', { expiration_time: seconds + 2 });
    expect(alice.truth.orders.map(({ status }) => status)).toEqual(['resting']);
    venue.clock.advanceBy(2_000);
    expect(alice.truth.orders.map(({ status }) => status)).toEqual(['canceled']);
    expect(market.live.book.bestBid()).toBeUndefined();
  });
});

describe('an order request', () => {
  it.each([
    [{ count: 1 }, [400, 'bad_request', 'count must be a count with at most 2 decimals']],
    [{ count: '1.001' }, [400, 'bad_request', 'count must be a count with at most 2 decimals']],
    [{ count: '0.00' }, [400, 'invalid_order_size', 'count must be at least 0.01']],
    [{ price: '0.505' }, [400, 'invalid_order', 'price is not on the price grid of the market']],
    [{ price: '1.00' }, [400, 'invalid_order', 'price is not on the price grid of the market']],
    [{ client_order_id: 'a.b' }, [400, 'invalid_parameters', 'client_order_id has invalid characters']],
    [{ ticker: 'KXHIGHNY-26NOV21Q0001-T1' }, [404, 'market_not_found']],
    [{ exchange_index: 2 }, [404, 'market_not_found']],
    [{ order_group_id: 'none' }, [404, 'ORDER_GROUP_NOT_FOUND']],
  ] as const)('with %o is refused', async (change, expected) => {
    const answer = await alice.create(market, 'bid', '1.00', '0.50', change);
    const [status, code, details] = expected;
    const known = change && 'count' in change && typeof change.count === 'number' ? 'count must be a string' : details;
    expect(codeOf(answer)).toEqual(known === undefined ? [status, code] : [status, code, known]);
    expect(alice.truth.orders).toHaveLength(0);
  });

  it('of the first version is gone', async () => {
    for (const [method, path] of [
      ['POST', '/portfolio/orders'],
      ['DELETE', '/portfolio/orders/some-id'],
      ['POST', '/portfolio/orders/batched'],
      ['POST', '/portfolio/orders/some-id/amend'],
    ] as const) {
      expect(codeOf(await alice.request(method, path, {}))).toEqual([410, 'deprecated_v1_order_endpoint']);
    }
  });

  it('can be signed with keys that the account made for itself', async () => {
    const { status, body } = await alice.request('POST', '/api_keys/generate', { name: 'bot', key_type: 'ed25519' });
    expect(status).toBe(201);
    const bot = alice.with(String(body['api_key_id']), String(body['private_key']));
    expect((await bot.create(market, 'bid', '1.00', '0.30')).status).toBe(201);
    expect((await alice.get('/api_keys')).body['api_keys']).toMatchObject([
      { api_key_id: alice.keyId },
      { api_key_id: bot.keyId, name: 'bot', scopes: ['read', 'write'] },
    ]);
    await alice.request('DELETE', `/api_keys/${bot.keyId}`);
    expect((await bot.get('/portfolio/orders')).status).toBe(401);
    expect(alice.truth.orders).toHaveLength(1);
  });

  it('needs a key with the scope', async () => {
    const reader = venue.trader({ scopes: ['read'] });
    expect((await reader.create(market, 'bid', '1.00', '0.50')).status).toBe(403);
    expect((await reader.get('/portfolio/balance')).status).toBe(200);
    venue.simulator.kalshi.revokeKey(reader.keyId);
    expect((await reader.get('/portfolio/balance')).status).toBe(401);
  });
});

describe('cancels', () => {
  it('look on shard 0 unless the market is named', async () => {
    const crypto = venue.market(isOnShard(2));
    const { body } = await alice.create(crypto, 'bid', '1.00', '0.30');
    const id = String(body['order_id']);
    expect((await alice.request('DELETE', `/portfolio/events/orders/${id}`)).status).toBe(404);
    expect((await alice.cancel(crypto, id)).body['reduced_by']).toBe('1.00');
  });

  it('take everything on every shard at once, and what comes soon after where the switch says so', async () => {
    await alice.create(market, 'bid', '1.00', '0.30');
    await alice.create(venue.market(isOnShard(2)), 'bid', '1.00', '0.30');
    venue.simulator.kalshi.switches.cancelAllHitsNextMinute = true;
    expect((await alice.request('DELETE', '/portfolio/events/orders')).status).toBe(204);
    await alice.create(market, 'bid', '1.00', '0.30');
    expect(alice.truth.orders.map(({ status }) => status)).toEqual(['canceled', 'canceled', 'resting']);
    venue.clock.advanceBy(1_000);
    venue.simulator.kalshi.switches.cancelAllHitsNextMinute = false;
    expect(alice.truth.orders.map(({ status }) => status)).toEqual(['canceled', 'canceled', 'canceled']);
  });
});

describe('pauses', () => {
  it('of trading refuse orders and let cancels through; of the exchange refuse both', async () => {
    const { kalshi } = venue.simulator;
    const kept = await alice.create(market, 'bid', '1.00', '0.30');
    await alice.create(market, 'bid', '1.00', '0.29', { cancel_order_on_pause: true });
    kalshi.pauseTrading();
    expect(market.live.trading).toBe(false);
    expect(codeOf(await alice.create(market, 'bid', '1.00', '0.30'))).toEqual([409, 'trading_is_paused']);
    expect(alice.truth.orders.map(({ status }) => status)).toEqual(['resting', 'canceled']);
    kalshi.pauseExchange();
    expect(codeOf(await alice.cancel(market, kept.body['order_id']))).toEqual([409, 'exchange_is_paused']);
    expect((await alice.get('/exchange/status')).body).toMatchObject({ exchange_active: false, trading_active: false });
    kalshi.resumeExchange();
    expect((await alice.cancel(market, kept.body['order_id'])).status).toBe(200);
    kalshi.resumeTrading();
    expect((await alice.create(market, 'bid', '1.00', '0.30')).status).toBe(201);
  });

  it('of one market show it inactive, and its orders are cancelled when it comes back', async () => {
    const { kalshi } = venue.simulator;
    const frames = await alice.listen(['market_lifecycle_v2']);
    await alice.create(market, 'bid', '1.00', '0.30');
    kalshi.pauseMarket(market.ticker);
    expect(codeOf(await alice.create(market, 'bid', '1.00', '0.30'))).toEqual([409, 'MARKET_INACTIVE']);
    const shown = (await alice.get(`/markets/${market.ticker}`)).body['market'];
    expect(shown).toMatchObject({ status: 'inactive' });
    expect(alice.truth.orders.map(({ status }) => status)).toEqual(['resting']);
    kalshi.resumeMarket(market.ticker);
    expect(alice.truth.orders.map(({ status }) => status)).toEqual(['canceled']);
    expect((await alice.create(market, 'bid', '1.00', '0.30')).status).toBe(201);
    await waitFor(() =>
      expect(frames.map(({ msg }) => [msg['event_type'], msg['market_ticker']])).toEqual([
        ['deactivated', market.ticker],
        ['activated', market.ticker],
      ]),
    );
  });
});

describe('order groups', () => {
  it('cancel their orders once the limit is matched, and refuse more until they are reset', async () => {
    const created = await alice.request('POST', '/portfolio/order_groups/create', { contracts_limit_fp: '5.00' });
    expect(created.status).toBe(201);
    const group = { order_group_id: created.body['order_group_id'] };
    await alice.create(market, 'bid', '4.00', '0.40', group);
    await alice.create(market, 'bid', '4.00', '0.39', group);
    venue.stranger(market, 'ask', '0.39', '5', 'immediate');
    await waitFor(() =>
      expect(alice.truth.orders.map(({ status, filled }) => [status, filled])).toEqual([
        ['executed', parseQuantity('4')],
        ['canceled', parseQuantity('1')],
      ]),
    );
    const refused = await alice.create(market, 'bid', '1.00', '0.40', group);
    expect(codeOf(refused)).toEqual([400, 'EXCEEDED_ORDER_GROUP_RISK_LIMIT']);
    await alice.request('PUT', `/portfolio/order_groups/${String(group.order_group_id)}/reset`);
    expect((await alice.create(market, 'bid', '1.00', '0.40', group)).status).toBe(201);
  });
});

describe('cash', () => {
  it('is checked on the shard of the market alone, and moves between shards', async () => {
    const poor = venue.trader({ cash: { 0: usd(10_000_000) } });
    const crypto = venue.market(isOnShard(2));
    expect(codeOf(await poor.create(crypto, 'bid', '1.00', '0.50'))).toEqual([404, 'user_not_found']);
    const transfer = { source: 'event_contract', destination: 'event_contract', amount: 40_000 };
    const moved = await poor.request('POST', '/portfolio/intra_exchange_instance_transfer', {
      ...transfer,
      source_exchange_shard: 0,
      destination_exchange_shard: 2,
    });
    expect(moved.status).toBe(200);
    expect(poor.truth.cash).toEqual({ 0: 6_000_000 });
    venue.clock.advanceBy(1_000);
    expect(poor.truth.cash).toEqual({ 0: 6_000_000, 2: 4_000_000 });
    expect(codeOf(await poor.create(crypto, 'bid', '9.00', '0.50'))).toEqual([400, 'insufficient_balance']);
    expect((await poor.create(crypto, 'bid', '7.00', '0.50')).status).toBe(201);
    const { body } = await poor.get('/portfolio/balance');
    expect(body).toMatchObject({
      balance: 650,
      balance_dollars: '6.5000',
      balance_breakdown: [
        { exchange_index: 0, balance: '6.0000' },
        { exchange_index: 2, balance: '0.5000' },
      ],
    });
  });

  it('is spread over the shards as a target allocation says, but for what orders reserve', async () => {
    const rich = venue.trader({ cash: { 0: usd(10_000_000), 3: usd(1_000_000) } });
    await rich.create(market, 'bid', '10.00', '0.10');
    const set = (allocations: readonly object[]) =>
      rich.request('POST', '/portfolio/target_balance_allocation', { allocations });
    const half = { exchange_index: 0, percent: 50 };
    expect((await set([half])).status).toBe(400);
    expect((await set([half, { exchange_index: 2, percent: 50 }])).status).toBe(200);
    venue.clock.advanceBy(10_000);
    expect(rich.truth.cash).toEqual({ 0: 6_000_000, 2: 5_000_000, 3: 0 });
    expect(rich.truth.reserved[0]).toBe(1_000_000);
    expect((await set([])).status).toBe(200);
    expect((await rich.get('/portfolio/target_balance_allocation')).body['allocations']).toEqual([]);
  });

  it('reserves price and fee of what an order opens, and nothing for what closes', async () => {
    const poor = venue.trader({ cash: { 0: usd(5_200_000) } });
    venue.stranger(market, 'ask', '0.50', '10');
    // 10 × 0.50 and a fee of 0.175
    expect(codeOf(await poor.create(market, 'bid', '10.20', '0.50', ioc))).toEqual([400, 'insufficient_balance']);
    expect((await poor.create(market, 'bid', '10.00', '0.50', ioc)).body['fill_count']).toBe('10.00');
    expect(poor.truth.cash).toEqual({ 0: 25_000 });
    expect((await poor.create(market, 'ask', '10.00', '0.60')).status).toBe(201);
    expect(poor.truth.reserved).toEqual({ 0: 0 });
    expect(codeOf(await poor.create(market, 'ask', '1.00', '0.61'))).toEqual([400, 'insufficient_balance']);
    venue.stranger(market, 'bid', '0.60', '10', 'immediate');
    // The maker sold what it held: $6.00 come back and the pair is gone.
    expect([poor.truth.cash, poor.truth.positions]).toEqual([{ 0: 6_025_000 }, {}]);
  });

  it('is paid out when the market settles, and the settlement is listed in cents', async () => {
    const seller = venue.trader();
    await seller.create(market, 'ask', '10.00', '0.40');
    await alice.create(market, 'bid', '10.00', '0.40', ioc);
    const { clock, simulator } = venue;
    const resting = await alice.create(market, 'bid', '1.00', '0.20');
    const before = { alice: alice.truth.cash[0] ?? 0, seller: seller.truth.cash[0] ?? 0 };
    clock.advanceTo(simulator.world.wallTime(market.live.question.timeline.settledAt) + 1_000);
    const { body } = await alice.get('/portfolio/settlements');
    const [row] = body['settlements'] as Record<string, unknown>[];
    const yes = row?.['market_result'] === 'yes';
    expect(row).toMatchObject({
      ticker: market.ticker,
      yes_count_fp: '10.00',
      yes_total_cost_dollars: '4.000000',
      no_count_fp: '0.00',
      revenue: yes ? 1_000 : 0,
      value: yes ? 100 : 0,
      fee_cost: '0.168000',
    });
    expect((alice.truth.cash[0] ?? 0) - before.alice).toBe(yes ? 10_000_000 : 0);
    expect((seller.truth.cash[0] ?? 0) - before.seller).toBe(yes ? 0 : 10_000_000);
    expect((await alice.get('/portfolio/positions')).body['market_positions']).toEqual([]);
    const cancelled = alice.truth.orders.find(({ id }) => id === resting.body['order_id']);
    expect([cancelled?.status, alice.truth.reserved[0]]).toEqual(['canceled', 0]);
    expect(codeOf(await alice.cancel(market, resting.body['order_id']))).toEqual([409, 'MARKET_INACTIVE']);
    const late = await alice.request('POST', '/portfolio/events/orders', orderBody(market, 'bid', '1.00', '0.30'));
    expect(codeOf(late)).toEqual([409, 'MARKET_INACTIVE']);
  });
});
