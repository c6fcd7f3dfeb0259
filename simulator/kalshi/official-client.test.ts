import { generateKeyPairSync } from 'node:crypto';
import { usd } from '@pm-arbitrage/core/money/money.js';
import { Configuration, OrdersApi, PortfolioApi } from 'kalshi-typescript';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isPlain, startVenue, type TestVenue } from './testing/test-venue.js';

// The client signs with the machine's time, so the venue's clock stands still at it.
let venue: TestVenue;
let orders: OrdersApi;
let portfolio: PortfolioApi;

beforeAll(async () => {
  venue = await startVenue(Date.now() - 120_000);
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const publicKeyPem = publicKey.export({ format: 'pem', type: 'spki' }).toString();
  venue.simulator.kalshi.openAccount({
    cash: { 0: usd(100_000_000) },
    tier: 'prestige',
    keys: [{ id: 'official', publicKeyPem }],
  });
  const configuration = new Configuration({
    apiKey: 'official',
    privateKeyPem: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    basePath: venue.simulator.endpoints.kalshi.restUrl,
  });
  orders = new OrdersApi(configuration);
  portfolio = new PortfolioApi(configuration);
});
afterAll(() => venue.simulator.close());

it('trades with the official client: create, read, amend, decrease, cancel, balance, fills and positions', async () => {
  const market = venue.market();
  const { ticker } = market;
  venue.stranger(market, 'ask', '0.52', '4');
  const request = {
    ticker,
    client_order_id: 'official-1',
    side: 'bid',
    count: '10.00',
    price: '0.5300',
    time_in_force: 'good_till_canceled',
    self_trade_prevention_type: 'taker_at_cross',
  } as const;
  const created = await orders.createOrderV2(request);
  expect(created.status).toBe(201);
  expect(created.data).toMatchObject({ client_order_id: 'official-1', fill_count: '4.00', remaining_count: '6.00' });
  // 4 × 0.52, fee 0.069888 up to the balance grid
  expect(created.data).toMatchObject({ average_fill_price: '0.5200', average_fee_paid: '0.017475' });
  const id = created.data.order_id;

  const { order } = (await orders.getOrder(id)).data;
  expect(order).toMatchObject({
    status: 'resting',
    outcome_side: 'yes',
    book_side: 'bid',
    yes_price_dollars: '0.5300',
  });
  const amend = { ticker, side: 'bid', price: '0.5100', count: '12.00' } as const;
  const amended = await orders.amendOrderV2(id, amend);
  expect(amended.data).toMatchObject({ order_id: id, fill_count: '4.00', remaining_count: '8.00' });
  const decreased = await orders.decreaseOrderV2(id, { reduce_by: '3.00', market_ticker: ticker });
  expect(decreased.data.remaining_count).toBe('5.00');
  expect((await portfolio.getBalance()).data).toMatchObject({
    balance_dollars: '95.3001',
    balance: 9_530,
    portfolio_value: 208,
    balance_breakdown: [{ exchange_index: 0, balance: '95.3001' }],
  });
  const cancelled = await orders.cancelOrderV2(id, undefined, undefined, ticker);
  expect(cancelled.data.reduced_by).toBe('5.00');
  await expect(orders.cancelOrderV2(id, undefined, undefined, ticker)).rejects.toMatchObject({
    response: { status: 404, data: { error: { code: 'not_found' } } },
  });
  await expect(orders.createOrderV2(request)).rejects.toMatchObject({
    response: { status: 409, data: { error: { code: 'order_already_exists' } } },
  });

  const listed = (await orders.getOrders(ticker)).data;
  expect(listed.orders.map((one) => [one.order_id, one.status, one.fill_count_fp])).toEqual([[id, 'canceled', '4.00']]);
  const { fills } = (await portfolio.getFills(ticker)).data;
  expect(fills).toMatchObject([{ order_id: id, count_fp: '4.00', fee_cost: '0.069900', is_taker: true }]);
  const { market_positions, event_positions } = (await portfolio.getPositions()).data;
  expect(market_positions).toMatchObject([
    { ticker, position_fp: '4.00', market_exposure_dollars: '2.080000', fees_paid_dollars: '0.069900' },
  ]);
  expect(event_positions).toMatchObject([{ event_ticker: market.listing.eventTicker }]);
});

it('takes batches of the official client, with an error for each item that fails', async () => {
  const [, { ticker } = venue.market()] = venue.markets(isPlain);
  const order = {
    ticker,
    side: 'ask',
    count: '1.00',
    price: '0.9000',
    time_in_force: 'good_till_canceled',
    self_trade_prevention_type: 'maker',
  } as const;
  const { status, data } = await orders.batchCreateOrdersV2({ orders: [order, { ...order, price: '0.9050' }, order] });
  expect(status).toBe(201);
  expect(data.orders.map((one) => [one.remaining_count, one.error?.code])).toEqual([
    ['1.00', undefined],
    [undefined, 'invalid_order'],
    ['1.00', undefined],
  ]);
  const ids = data.orders.flatMap((one) => one.order_id ?? []);
  const batch = ids.map((order_id) => ({ order_id, market_ticker: ticker }));
  const gone = await orders.batchCancelOrdersV2({ orders: batch });
  expect(gone.data.orders.map((one) => one.reduced_by)).toEqual(['1.00', '1.00']);
});
