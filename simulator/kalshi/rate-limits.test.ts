import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { isOnShard, type Market, orderBody, startVenue, type TestVenue, type Trader } from './testing/test-venue.js';

let venue: TestVenue;
let market: Market;
let trader: Trader;

beforeAll(async () => {
  venue = await startVenue();
});
afterAll(() => venue.simulator.close());

// Budgets of the Basic tier: 100 write tokens per shard and 400 read tokens at most. The clock stands still.
beforeEach(() => {
  market = venue.market();
  trader = venue.trader({ tier: 'basic' });
});

const create = (at: Market, exchange_index?: number) =>
  trader.create(at, 'bid', '1.00', '0.10', exchange_index === undefined ? {} : { exchange_index });
const batch = (count: number) =>
  trader.request('POST', '/portfolio/events/orders/batched', {
    orders: Array.from({ length: count }, () => orderBody(market, 'bid', '1.00', '0.10')),
  });

it('ten creates empty a Basic budget, and the answer after that has no more than the words', async () => {
  for (let index = 0; index < 10; index++) expect((await create(market, 0)).status).toBe(201);
  expect(await create(market, 0)).toEqual({ status: 429, body: { error: 'too many requests' } });
  venue.clock.advanceBy(100);
  expect((await create(market, 0)).status).toBe(201);
  expect((await create(market, 0)).status).toBe(429);
});

it('each shard has a budget of its own, and a create that names none is charged to all of them', async () => {
  const crypto = venue.market(isOnShard(2));
  for (let index = 0; index < 10; index++) await create(market, 0);
  expect((await create(crypto, 2)).status).toBe(201);
  expect((await create(crypto)).status).toBe(429);
  // The refused one took nothing: nine are left.
  for (let index = 0; index < 9; index++) expect((await create(crypto, 2)).status).toBe(201);
  expect((await create(crypto, 2)).status).toBe(429);
});

it('a batch costs the sum of its items and fits as a whole or not at all', async () => {
  expect((await batch(11)).status).toBe(429);
  expect((await batch(10)).status).toBe(201);
  expect((await batch(1)).status).toBe(429);
});

it('cancels cost a fifth of a create', async () => {
  const created = await create(market, 0);
  const path = `/portfolio/events/orders/${String(created.body['order_id'])}?exchange_index=0`;
  expect((await trader.request('DELETE', path)).status).toBe(200);
  for (let index = 0; index < 44; index++) expect((await trader.request('DELETE', path)).status).toBe(404);
  expect((await trader.request('DELETE', path)).status).toBe(429);
});

it('reads have a budget beside the writes, in which one order is cheap', async () => {
  await batch(10);
  for (let index = 0; index < 39; index++) expect((await trader.get('/portfolio/balance')).status).toBe(200);
  for (let index = 0; index < 5; index++) expect((await trader.get('/portfolio/orders/none')).status).toBe(404);
  expect((await trader.get('/portfolio/orders/none')).status).toBe(429);
});

it('tells the budgets of the tier', async () => {
  expect((await trader.get('/account/limits')).body).toMatchObject({
    usage_tier: 'basic',
    read: { refill_rate: 200, bucket_capacity: 400 },
    write: { refill_rate: 100, bucket_capacity: 100 },
  });
});
