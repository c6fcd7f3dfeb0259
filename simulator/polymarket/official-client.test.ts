import { OrderType, Side } from '@polymarket/clob-client-v2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Simulator } from '../start-simulator.js';
import { AssetType, openMarkets, plain, startQuiet, stranger, tradingClient } from './testing/quiet-venue.js';
import { waitFor } from '@pm-arbitrage/core/testing/wait-for.js';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startQuiet({ protocolV2Lanes: [0, 1, 2] });
});
afterAll(() => simulator.close());

const truth = () => simulator.polymarket.truth(simulator.endpoints.polymarket.address);
const settled = () => waitFor(() => expect(truth().trades.every(({ status }) => status === 'CONFIRMED')).toBe(true));

describe('the official client', () => {
  it('creates keys, derives the same ones, lists and revokes them', async () => {
    const client = await tradingClient(simulator);
    const again = await tradingClient(simulator);
    expect(again.creds).toEqual(client.creds);
    const second = await client.createApiKey(7);
    expect((await client.getApiKeys()).apiKeys).toEqual(expect.arrayContaining([client.creds?.key, second.key]));
    expect(await client.getClosedOnlyMode()).toEqual({ closed_only: false });
    await expect(client.createApiKey(7)).rejects.toThrow('Could not create api key');
    await expect(client.deriveApiKey(99)).rejects.toThrow('Could not derive api key!');
  });

  it.each([
    ['a standard market', plain],
    ['a neg-risk market', (listing: { negRisk: boolean; tick: number }) => listing.negRisk && listing.tick === 100],
  ])('rests, reads, fills and cancels GTC orders for YES and NO in %s', async (_name, accepts) => {
    const [market] = openMarkets(simulator, (listing) => listing.version === 'v1' && accepts(listing));
    if (!market) throw new Error('the world has no such market');
    const { tokens, conditionId } = market.listing;
    const client = await tradingClient(simulator);
    const before = truth();
    const yes = await client.createAndPostOrder({ tokenID: tokens[0], price: 0.4, size: 10, side: Side.BUY });
    const no = await client.createAndPostOrder({ tokenID: tokens[1], price: 0.35, size: 20, side: Side.BUY });
    expect(yes).toMatchObject({ success: true, errorMsg: '', status: 'live' });
    const open = await client.getOpenOrders({ market: conditionId });
    expect(open.map(({ id, price, original_size }) => [id, price, original_size])).toEqual([
      [yes.orderID, '0.4', '10'],
      [no.orderID, '0.35', '20'],
    ]);
    // The NO bid is a YES ask at 0.65, where a stranger who wants YES finds it.
    expect(market.live.book.bestAsk()).toMatchObject({ price: 6_500, size: 20_000_000 });
    stranger(market, 'bid', 65, 8);
    expect(await client.getOrder(no.orderID)).toMatchObject({ status: 'LIVE', size_matched: '8' });
    await settled();
    expect(truth().tokens[tokens[1]]).toBe(8_000_000);
    expect(truth().usd).toBe(before.usd - 8 * 350_000);

    expect(await client.cancelOrder({ orderID: no.orderID })).toEqual({ canceled: [no.orderID], not_canceled: {} });
    expect(await client.cancelMarketOrders({ market: conditionId })).toEqual({
      canceled: [yes.orderID],
      not_canceled: {},
    });
    expect(await client.getOrder(no.orderID)).toMatchObject({ status: 'CANCELED', size_matched: '8' });
    const [trade] = await client.getTrades({ market: conditionId });
    expect(trade).toMatchObject({ trader_side: 'MAKER', status: 'TRADE_STATUS_CONFIRMED' });
    expect(trade?.maker_orders[0]).toMatchObject({ order_id: no.orderID, asset_id: tokens[1], matched_amount: '8' });
  });

  it('buys and sells at the market, with fees in dollars and the better price its own', async () => {
    const market = openMarkets(simulator, (listing) => listing.version === 'v1' && plain(listing)).at(1);
    if (!market) throw new Error('the world has no such market');
    const [token] = market.listing.tokens;
    const client = await tradingClient(simulator);
    stranger(market, 'ask', 45, 10);
    stranger(market, 'ask', 50, 100);
    const before = truth();
    const bought = await client.createAndPostMarketOrder(
      { tokenID: token, amount: 9.5, price: 0.5, side: Side.BUY },
      {},
      OrderType.FAK,
    );
    // 10 at 0.45 and 10 at 0.50, although 19 were signed for.
    expect(bought).toMatchObject({ success: true, status: 'matched', makingAmount: '9.5', takingAmount: '20' });
    expect(bought.transactionsHashes).toHaveLength(2);
    await settled();
    const rate = market.listing.fees?.schedule.rate ?? 0;
    const fee = Math.floor(10 * rate * 0.45 * 0.55 * 1e5 + 1e-6) * 10 + Math.floor(10 * rate * 0.25 * 1e5 + 1e-6) * 10;
    expect(before.usd - truth().usd).toBe(9_500_000 + fee);
    expect(truth().tokens[token]).toBe(20_000_000);

    stranger(market, 'bid', 44, 30);
    const sold = await client.createAndPostMarketOrder(
      { tokenID: token, amount: 20, price: 0.4, side: Side.SELL },
      {},
      OrderType.FOK,
    );
    expect(sold).toMatchObject({ status: 'matched', makingAmount: '20', takingAmount: '8.8' });
    await settled();
    expect(truth().tokens[token]).toBeUndefined();
  });

  it('trades a market of the second generation with its own domain', async () => {
    const [market] = openMarkets(simulator, (listing) => listing.version === 'v2');
    if (!market) throw new Error('the world has no such market');
    const client = await tradingClient(simulator);
    const order = { tokenID: market.listing.tokens[0], price: 0.4, size: 10, side: Side.BUY };
    await expect(client.createAndPostOrder(order)).rejects.toThrow('invalid signature');
    const signed = await client.createOrder(order, { version: 3 });
    expect(await client.postOrder(signed)).toMatchObject({ success: true, status: 'live' });
    await client.cancelAll();
  });

  it('reads balances and allowances', async () => {
    const client = await tradingClient(simulator);
    const { balance, allowances } = (await client.getBalanceAllowance({
      asset_type: AssetType.COLLATERAL,
    })) as never as {
      balance: string;
      allowances: Record<string, string>;
    };
    expect(Number(balance)).toBe(truth().usd);
    expect(Object.keys(allowances)).toContain('0xE111180000d2663C0091e4f400237545B87B996B');
    await client.updateBalanceAllowance({ asset_type: AssetType.COLLATERAL });
  });

  it('keeps a heartbeat and is told the expected id when it sends another', async () => {
    const client = await tradingClient(simulator);
    const first = await client.postHeartbeat('');
    const second = await client.postHeartbeat(first.heartbeat_id);
    expect(second.heartbeat_id).not.toBe(first.heartbeat_id);
    await expect(client.postHeartbeat('other')).rejects.toThrow(/Invalid Heartbeat ID/);
  });

  it('places batches and cancels everything', async () => {
    const [market] = openMarkets(simulator, (listing) => listing.version === 'v1' && plain(listing));
    if (!market) throw new Error('the world has no such market');
    const client = await tradingClient(simulator);
    const order = (price: number) =>
      client.createOrder({ tokenID: market.listing.tokens[0], price, size: 5, side: Side.BUY });
    const [good, small] = await client.postOrders([
      { order: await order(0.1), orderType: OrderType.GTC },
      {
        order: await client.createOrder({ tokenID: market.listing.tokens[0], price: 0.1, size: 4, side: Side.BUY }),
        orderType: OrderType.GTC,
      },
    ]);
    expect(good).toMatchObject({ success: true, status: 'live' });
    expect(small).toMatchObject({
      success: false,
      errorMsg: expect.stringMatching(/Size \(4\) lower than the minimum: 5/),
    });
    expect(await client.cancelAll()).toMatchObject({ canceled: [good?.orderID] });
    expect(await client.getOpenOrders()).toEqual([]);
  });
});
