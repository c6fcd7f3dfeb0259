import { type ClobClient, OrderType, Side } from '@polymarket/clob-client-v2';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FaultKind, OrderEffect } from '../faults/fault.js';
import type { Simulator } from '../start-simulator.js';
import {
  AssetType,
  type OpenMarket,
  openMarkets,
  plain,
  startQuiet,
  stranger,
  tradingClient,
} from './testing/quiet-venue.js';
import { waitFor } from '@pm-arbitrage/core/testing/wait-for.js';

let simulator: Simulator;
let client: ClobClient;
let market: OpenMarket;
let markets: OpenMarket[];
beforeAll(async () => {
  simulator = await startQuiet();
  client = await tradingClient(simulator, undefined, { throws: false });
  markets = openMarkets(simulator, plain);
});
afterAll(() => simulator.close());
beforeEach(() => {
  market = markets[0] as OpenMarket;
});
afterEach(async () => {
  simulator.faults.clear();
  market.live.book.clear();
  await client.cancelAll();
});

const inject = (fault: FaultKind) => simulator.faults.inject({ venue: 'polymarket', ...fault });
const spoil = (effect: OrderEffect) => inject({ kind: 'order', count: 1, ...effect });
const truth = () => simulator.polymarket.truth(simulator.endpoints.polymarket.address);

async function buy(price: number, size: number, type: OrderType = OrderType.GTC) {
  const order = await client.createOrder({ tokenID: market.listing.tokens[0], price, size, side: Side.BUY });
  const before = truth().orders.length;
  const answer = (await client.postOrder(order, type)) as { error?: unknown; status?: unknown; orderID?: string };
  return { answer, placed: () => truth().orders.slice(before) };
}

describe('an order placement', () => {
  it('is worked although its answer is lost', async () => {
    spoil({ effect: 'lose-answer' });
    const { answer, placed } = await buy(0.4, 10);
    expect(answer.error).toMatch(/socket hang up|ECONNRESET|aborted/);
    expect(placed()).toMatchObject([{ status: 'LIVE', price: 4_000 }]);
  });

  it('is accepted late when its answer never came, unless it is too old by then', async () => {
    spoil({ effect: 'accept-late', delayMs: 40 });
    const { answer, placed } = await buy(0.4, 10);
    expect(answer.error).toMatch(/socket hang up|ECONNRESET|aborted/);
    expect(placed()).toEqual([]);
    await waitFor(() => expect(placed()).toMatchObject([{ status: 'LIVE' }]));
  });

  it('is refused by the venue for reasons of its own', async () => {
    spoil({ effect: 'reject' });
    const { answer, placed } = await buy(0.4, 10);
    expect(answer).toMatchObject({ error: 'order match delayed due to market conditions', status: 400 });
    expect(placed()).toEqual([]);
  });

  it('is refused when the market is paused under it', async () => {
    spoil({ effect: 'pause-market' });
    expect((await buy(0.4, 10)).answer).toMatchObject({
      error: 'the market is not yet ready to process new orders',
      status: 400,
    });
  });

  it('fails before it is accepted', async () => {
    spoil({ effect: 'fail-before', status: 425 });
    const { answer, placed } = await buy(0.4, 10);
    expect(answer.status).toBe(425);
    expect(placed()).toEqual([]);
  });

  it('fails although it was accepted', async () => {
    spoil({ effect: 'fail-after', status: 500 });
    const { answer, placed } = await buy(0.4, 10);
    expect(answer.status).toBe(500);
    expect(placed()).toMatchObject([{ status: 'LIVE' }]);
  });

  it('is filled in part, whatever the book shows', async () => {
    stranger(market, 'ask', 40, 100);
    spoil({ effect: 'partial', share: 0.3 });
    const { placed } = await buy(0.4, 10, OrderType.FAK);
    expect(placed()).toMatchObject([{ matched: 3_000_000 }]);
    stranger(market, 'ask', 40, 100);
    spoil({ effect: 'partial', share: 0.3 });
    const killed = await buy(0.4, 10, OrderType.FOK);
    expect(killed.answer.error).toMatch(/FOK orders are fully filled or killed/);
  });

  it('is matched, and then the settlement fails and nothing has moved', async () => {
    market = markets[1] as OpenMarket;
    const token = market.listing.tokens[0];
    stranger(market, 'ask', 40, 10);
    await waitFor(() => expect(truth().locked).toBe(0));
    const before = truth();
    spoil({ effect: 'ghost-fill' });
    const { placed } = await buy(0.4, 10);
    const [order] = placed();
    expect(order).toMatchObject({ status: 'MATCHED', matched: 10_000_000 });
    await waitFor(() => expect(truth().trades.at(-1)?.status).toBe('FAILED'));
    expect(truth()).toMatchObject({ usd: before.usd, locked: 0 });
    expect(truth().tokens[token]).toBeUndefined();
    const [trade] = await client.getTrades({ id: order?.tradeIds[0] ?? '' });
    expect(trade).toMatchObject({ status: 'TRADE_STATUS_FAILED', err_msg: 'execution reverted' });
  });
});

describe('a cancel', () => {
  it('loses the race against a stranger', async () => {
    const { answer, placed } = await buy(0.4, 10);
    inject({ kind: 'cancel-race', count: 1 });
    const id = String(answer.orderID);
    expect(await client.cancelOrder({ orderID: id })).toEqual({
      canceled: [],
      not_canceled: { [id]: 'order already matched' },
    });
    expect(placed()).toMatchObject([{ status: 'MATCHED', matched: 10_000_000 }]);
    expect(await client.cancelOrders([id, '0x00'])).toMatchObject({
      not_canceled: { '0x00': 'Order not found or already canceled' },
    });
  });
});

describe('private reads', () => {
  it('lag behind writes', async () => {
    inject({ kind: 'read-lag', delayMs: 100 });
    const { answer } = await buy(0.4, 10);
    const id = String(answer.orderID);
    expect(await client.getOrder(id)).toMatchObject({ error: 'order not found', status: 404 });
    expect((await client.getOpenOrders()).map((order) => order.id)).not.toContain(id);
    await waitFor(async () => expect(await client.getOrder(id)).toMatchObject({ id, status: 'LIVE' }));
  });

  it('lie about the balance, while the engine knows better', async () => {
    await waitFor(() => expect(truth().locked).toBe(0));
    inject({ kind: 'balance-lie', byMicroUsd: -600_000_000 });
    const { balance } = await client.getBalanceAllowance({ asset_type: AssetType.COLLATERAL });
    expect(Number(balance)).toBe(truth().usd - 600_000_000);
    expect((await buy(0.5, 1_500)).answer).toMatchObject({ status: 'live' });
  });
});
