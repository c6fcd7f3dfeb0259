import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { usd } from '@pm-arbitrage/core/money/money.js';
import { type ClobClient, OrderType, Side } from '@polymarket/clob-client-v2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SimulatorOptions } from '../start-simulator.js';
import type { Simulator } from '../start-simulator.js';
import {
  AssetType,
  type OpenMarket,
  openMarkets,
  openWallet,
  plain,
  startQuiet,
  stranger,
  tradingClient,
} from './testing/quiet-venue.js';
import { waitFor } from '@pm-arbitrage/core/testing/wait-for.js';

/* Everything that takes time, on a clock that the test moves. */

let clock: SimulatedClock;
let simulator: Simulator;
let client: ClobClient;
let market: OpenMarket;

async function start(options: Partial<SimulatorOptions> = {}) {
  clock = new SimulatedClock(systemClock.now());
  // The client stamps its requests with the machine's time.
  const polymarketTrading = { timestampToleranceMs: 1e9, ...options.polymarketTrading };
  simulator = await startQuiet({ clock, ...options, polymarketTrading });
  client = await tradingClient(simulator, undefined, { throws: false });
  market = openMarkets(simulator, plain)[0] as OpenMarket;
}
beforeEach(() => start());
afterEach(() => simulator.close());

const truth = () => simulator.polymarket.truth(simulator.endpoints.polymarket.address);
const buy = async (price: number, size: number, expiration?: number) => {
  const token = market.listing.tokens[0];
  const order = { tokenID: token, price, size, side: Side.BUY, ...(expiration === undefined ? {} : { expiration }) };
  return client.postOrder(
    await client.createOrder(order),
    expiration === undefined ? OrderType.GTC : OrderType.GTD,
    false,
    true,
  );
};

describe('the dead-man switch', () => {
  it('cancels the orders of a key whose heartbeats stop, and of no other', async () => {
    const other = await tradingClient(simulator, openWallet(simulator, 1), { throws: false });
    const theirs = await other.createAndPostOrder({
      tokenID: market.listing.tokens[0],
      price: 0.2,
      size: 10,
      side: Side.BUY,
    });
    const { orderID } = await buy(0.3, 10);
    clock.advanceBy(60_000);
    expect(await client.getOrder(orderID)).toMatchObject({ status: 'LIVE' });
    const { heartbeat_id } = await client.postHeartbeat('');
    clock.advanceBy(9_000);
    await client.postHeartbeat(heartbeat_id);
    clock.advanceBy(9_000);
    expect(await client.getOrder(orderID)).toMatchObject({ status: 'LIVE' });
    clock.advanceBy(6_001);
    expect(await client.getOrder(orderID)).toMatchObject({ status: 'CANCELED' });
    expect(await other.getOrder(theirs.orderID)).toMatchObject({ status: 'LIVE' });
  });
});

describe('an order', () => {
  it('with an end dies a minute early', async () => {
    const { orderID } = await buy(0.3, 10, Math.floor(clock.now() / 1_000) + 300);
    clock.advanceBy(239_000);
    expect(await client.getOrder(orderID)).toMatchObject({ status: 'LIVE', order_type: 'GTD' });
    clock.advanceBy(1_001);
    expect(await client.getOrder(orderID)).toMatchObject({ status: 'CANCELED' });
  });

  it('is locked at the match, paid when mined, and final when confirmed', async () => {
    stranger(market, 'ask', 40, 10);
    const before = truth();
    await buy(0.4, 10);
    expect(truth()).toMatchObject({ usd: before.usd, trades: [{ status: 'MATCHED' }] });
    expect(truth().locked).toBeGreaterThan(4_000_000);
    clock.advanceBy(20);
    expect(truth()).toMatchObject({ locked: 0, trades: [{ status: 'MINED' }] });
    expect(truth().tokens).toEqual({ [market.listing.tokens[0]]: 10_000_000 });
    clock.advanceBy(20);
    expect(truth().trades).toMatchObject([{ status: 'CONFIRMED' }]);
  });

  it('that is under way for too long is not accepted any more', async () => {
    await simulator.close();
    await start({ polymarketTrading: { timestampToleranceMs: 10_000 } });
    simulator.faults.inject({ venue: 'polymarket', kind: 'order', count: 2, effect: 'accept-late', delayMs: 30_000 });
    await buy(0.3, 10);
    clock.advanceBy(30_000);
    expect(truth().orders).toEqual([]);
  });

  it('that money no longer covers is taken out', async () => {
    const first = await buy(0.5, 1_000);
    expect((await buy(0.5, 1_200)).status).toBe(400);
    const others = openMarkets(simulator, plain);
    const elsewhere = await client.createAndPostOrder({
      tokenID: others[1]?.listing.tokens[0] ?? '',
      price: 0.5,
      size: 1_500,
      side: Side.BUY,
    });
    expect(elsewhere).toMatchObject({ status: 'live' });
    // The same dollars stand behind both markets until one of them is filled.
    stranger(market, 'ask', 50, 1_000);
    expect(await client.getOrder(first.orderID)).toMatchObject({ status: 'MATCHED' });
    expect(await client.getOrder(elsewhere.orderID)).toMatchObject({ status: 'CANCELED' });
  });

  it('is cancelled when its market closes', async () => {
    await simulator.close();
    await start({ speed: 1 });
    const { orderID } = await buy(0.3, 10);
    clock.advanceTo(simulator.world.wallTime(market.listing.question.timeline.closeAt) + 100);
    expect(await client.getOrder(orderID)).toMatchObject({ status: 'CANCELED_MARKET_RESOLVED' });
  });
});

describe('the delay of a market', () => {
  it('holds the answer of a marketable crypto order and works it then', async () => {
    await simulator.close();
    await start({ polymarketTrading: { itodeDelayMs: 50, settlementStepMs: 20 } });
    market = openMarkets(simulator, ({ question }) => question.category === 'crypto')[0] as OpenMarket;
    const { tick } = market.listing;
    stranger(market, 'ask', 40, 10);
    const answer = buy(0.4, 10);
    await waitFor(() => expect(truth().orders).toMatchObject([{ status: 'DELAYED' }]));
    const id = truth().orders[0]?.id ?? '';
    expect(await client.cancelOrder({ orderID: id })).toMatchObject({ canceled: [] });
    clock.advanceBy(50);
    expect(await answer).toMatchObject({ status: 'matched', takingAmount: '10' });
    expect(tick).toBeGreaterThan(0);
  });

  it('answers a sports order at once and fills it later', async () => {
    await simulator.close();
    await start({ polymarketTrading: { sportsDelaySeconds: 3, settlementStepMs: 20 } });
    market = openMarkets(simulator, ({ question }) => question.category === 'sports')[0] as OpenMarket;
    stranger(market, 'ask', 40, 10);
    expect(await buy(0.4, 10)).toMatchObject({ success: true, status: 'delayed', takingAmount: '' });
    clock.advanceBy(2_999);
    expect(truth().orders).toMatchObject([{ status: 'DELAYED', matched: 0 }]);
    clock.advanceBy(1);
    expect(truth().orders).toMatchObject([{ status: 'MATCHED', matched: 10_000_000 }]);
  });
});

describe('the engine', () => {
  it('takes only makers for two minutes after a restart', async () => {
    simulator.polymarket.restartEngine(5_000);
    expect((await buy(0.3, 10)).status).toBe(425);
    clock.advanceBy(5_000);
    expect(await buy(0.3, 10)).toMatchObject({ code: 'post_only_mode', retry_after_seconds: 120 });
    clock.advanceBy(120_000);
    expect((await buy(0.3, 10)).status).toBe('live');
  });

  it('learns of deposits when it is told to look', async () => {
    const { address } = simulator.endpoints.polymarket;
    simulator.polymarket.deposit(address, usd(500_000_000));
    const read = async () => Number((await client.getBalanceAllowance({ asset_type: AssetType.COLLATERAL })).balance);
    expect(await read()).toBe(1_000_000_000);
    await client.updateBalanceAllowance({ asset_type: AssetType.COLLATERAL });
    expect(await read()).toBe(1_500_000_000);
  });
});

describe('a resolved market', () => {
  it('leaves winning tokens to be redeemed', async () => {
    await simulator.close();
    await start({ speed: 1 });
    stranger(market, 'ask', 40, 10);
    await buy(0.4, 10);
    clock.advanceBy(100);
    const before = truth().usd;
    clock.advanceTo(simulator.world.wallTime(market.listing.question.timeline.settledAt) + 100);
    expect(truth()).toMatchObject({ usd: before, tokens: { [market.listing.tokens[0]]: 10_000_000 } });
    const { dataUrl, address } = simulator.endpoints.polymarket;
    const answer = await fetch(`${dataUrl}/v2/positions?user=${address}`);
    const { data } = (await answer.json()) as { data: { redeemable: boolean; current_size: number; status: string }[] };
    expect(data).toMatchObject([{ redeemable: true, current_size: 10, entry_cost_usdc: 4 }]);
    const trades = await (await fetch(`${dataUrl}/v2/trades?user=${address}`)).json();
    expect(trades).toMatchObject({ data: [{ side: 'BUY', size: 10, price: 0.4 }], pagination: { next_cursor: null } });
  });
});

describe('the geoblock endpoint', () => {
  it('answers what it was told', async () => {
    simulator.polymarket.setGeoblock({ blocked: true, country: 'US' });
    const answer = await fetch(simulator.endpoints.polymarket.geoblockUrl);
    expect(await answer.json()).toMatchObject({ blocked: true, country: 'US' });
  });
});
