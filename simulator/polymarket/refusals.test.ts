import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { type ClobClient, OrderType, Side, type SignedOrder } from '@polymarket/clob-client-v2';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Simulator } from '../start-simulator.js';
import {
  type OpenMarket,
  openMarkets,
  openWallet,
  plain,
  startQuiet,
  stranger,
  tradingClient,
} from './testing/quiet-venue.js';

let simulator: Simulator;
let client: ClobClient;
let market: OpenMarket;
beforeAll(async () => {
  simulator = await startQuiet();
  client = await tradingClient(simulator, undefined, { throws: false });
  market = openMarkets(simulator, plain)[0] as OpenMarket;
});
afterAll(() => simulator.close());
afterEach(async () => {
  simulator.polymarket.setMode('normal');
  simulator.polymarket.setStanding(simulator.endpoints.polymarket.address, 'good');
  market.live.book.clear();
  await client.cancelAll();
});

const signed = (price: number, size: number, side = Side.BUY, outcome: 0 | 1 = 0, expiration?: number) =>
  client.createOrder({
    tokenID: market.listing.tokens[outcome],
    price,
    size,
    side,
    ...(expiration === undefined ? {} : { expiration }),
  });
const post = async (order: SignedOrder, type = OrderType.GTC, postOnly = false) =>
  (await client.postOrder(order, type, postOnly)) as unknown as { error?: string; status?: number };

const refusals: readonly (readonly [string, () => Promise<unknown>, number, RegExp | string])[] = [
  [
    'an order without signature',
    async () => post({ ...(await signed(0.4, 10)), signature: '0x' }),
    400,
    'Invalid order payload',
  ],
  [
    'somebody else’s signature',
    async () => {
      const other = await tradingClient(simulator, openWallet(simulator, 1));
      const theirs = await other.createOrder({
        tokenID: market.listing.tokens[0],
        price: 0.4,
        size: 10,
        side: Side.BUY,
      });
      return post({ ...(await signed(0.4, 10)), signature: theirs.signature });
    },
    400,
    'invalid signature',
  ],
  [
    'a changed amount',
    async () => post({ ...(await signed(0.4, 10)), makerAmount: '5000000' } as SignedOrder),
    400,
    'invalid signature',
  ],
  [
    'the domain of the other exchange',
    async () =>
      post(
        await client.createOrder(
          { tokenID: market.listing.tokens[0], price: 0.4, size: 10, side: Side.BUY },
          { negRisk: true },
        ),
      ),
    400,
    'invalid signature',
  ],
  [
    'another wallet’s order',
    async () => {
      const other = await tradingClient(simulator, openWallet(simulator, 2));
      const order = await other.createOrder({
        tokenID: market.listing.tokens[0],
        price: 0.4,
        size: 10,
        side: Side.BUY,
      });
      return post(order);
    },
    400,
    'the order signer address has to be the address of the API KEY',
  ],
  [
    'an order of the first generation',
    async () =>
      post(
        await client.createOrder(
          { tokenID: market.listing.tokens[0], price: 0.4, size: 10, side: Side.BUY },
          { version: 1 },
        ),
      ),
    400,
    'order_version_mismatch',
  ],
  [
    'the same order twice',
    async () => {
      const order = await signed(0.4, 10);
      await post(order);
      return post(order);
    },
    400,
    /^order 0x[0-9a-f]{64} is invalid\. Duplicated\.$/,
  ],
  ['less than five shares', async () => post(await signed(0.4, 4)), 400, /Size \(4\) lower than the minimum: 5$/],
  [
    'a price off the tick',
    async () => {
      const token = market.listing.tokens[0];
      // A client that has not heard of the market's tick.
      const stale = await tradingClient(simulator);
      stale.tickSizes[token] = '0.001';
      return post(await stale.createOrder({ tokenID: token, price: 0.455, size: 10, side: Side.BUY }));
    },
    400,
    /Price \(0\.455\) breaks minimum tick size rule: 0\.01$/,
  ],
  [
    'more than the wallet holds',
    async () => post(await signed(0.5, 2_500)),
    400,
    /^not enough balance \/ allowance: the balance is not enough -> balance: 1000000000, order amount: 12[0-9]+$/,
  ],
  [
    'all of the money without the fee',
    async () => post(await signed(0.5, 2_000)),
    400,
    /^not enough balance \/ allowance/,
  ],
  [
    'tokens that it does not hold',
    async () => post(await signed(0.5, 10, Side.SELL)),
    400,
    /balance: 0, order amount: 10000000$/,
  ],
  [
    'a FOK without enough in the book',
    async () => {
      stranger(market, 'ask', 50, 5);
      return post(await signed(0.5, 10), OrderType.FOK);
    },
    400,
    "order couldn't be fully filled. FOK orders are fully filled or killed.",
  ],
  [
    'a FAK without anything in the book',
    async () => post(await signed(0.5, 10), OrderType.FAK),
    400,
    'no orders found to match with FAK order. FAK orders are partially filled or killed if no match is found.',
  ],
  [
    'a post-only order that crosses',
    async () => {
      stranger(market, 'ask', 50, 5);
      return post(await signed(0.5, 10), OrderType.GTC, true);
    },
    400,
    'invalid post-only order: order crosses book',
  ],
  [
    'a marketable purchase below one dollar',
    async () => {
      stranger(market, 'ask', 10, 5);
      return post(await signed(0.1, 5));
    },
    400,
    'invalid amount for a marketable BUY order ($0.5), min size: 1',
  ],
  [
    'a GTD that ends too soon',
    async () => post(await signed(0.4, 10, Side.BUY, 0, Math.floor(systemClock.now() / 1_000) + 120), OrderType.GTD),
    400,
    'invalid expiration',
  ],
  [
    'an expiration of an order that has none',
    async () => post(await signed(0.4, 10, Side.BUY, 0, Math.floor(systemClock.now() / 1_000) + 900)),
    400,
    'invalid expiration',
  ],
  [
    'purchases of a wallet that may only close',
    async () => {
      simulator.polymarket.setStanding(simulator.endpoints.polymarket.address, 'closed-only');
      return post(await signed(0.4, 10));
    },
    400,
    /^'0x[0-9a-f]{40}' address in closed only mode$/,
  ],
  [
    'a banned wallet',
    async () => {
      simulator.polymarket.setStanding(simulator.endpoints.polymarket.address, 'banned');
      return post(await signed(0.4, 10));
    },
    400,
    /^'0x[0-9a-f]{40}' address banned$/,
  ],
  [
    'everything while the engine restarts',
    async () => {
      simulator.polymarket.setMode('restarting');
      return post(await signed(0.4, 10));
    },
    425,
    'matching engine is restarting',
  ],
  [
    'takers in post-only mode',
    async () => {
      simulator.polymarket.setMode('post-only');
      return post(await signed(0.4, 10));
    },
    503,
    'post-only mode: only post-only orders and cancels are allowed',
  ],
  [
    'orders while trading is disabled',
    async () => {
      simulator.polymarket.setMode('disabled');
      return post(await signed(0.4, 10));
    },
    503,
    'trading is disabled',
  ],
];

describe('the CLOB refuses', () => {
  it.each(refusals)('%s', async (_name, attempt, status, error) => {
    const answer = (await attempt()) as { error?: string; status?: number };
    expect(answer.error).toMatch(error);
    expect(answer.status).toBe(status);
  });

  it('keys it does not know, wrong signatures and old timestamps', async () => {
    const { clobUrl } = simulator.endpoints.polymarket;
    const answer = await fetch(`${clobUrl}/data/orders`, { headers: { poly_api_key: 'x' } });
    expect([answer.status, await answer.json()]).toEqual([401, { error: 'Unauthorized/Invalid api key' }]);
    simulator.faults.inject({ venue: 'polymarket', kind: 'clock-skew', skewMs: 30_000 });
    const late = (await client.getClosedOnlyMode()) as unknown as { error: string };
    simulator.faults.clear();
    expect(late.error).toBe('Unauthorized/Invalid api key');
    const wallet = await tradingClient(simulator, openWallet(simulator, 3), { throws: false });
    await wallet.deleteApiKey();
    expect(await wallet.getApiKeys()).toMatchObject({ error: 'Unauthorized/Invalid api key' });
  });
});

describe('restricted modes', () => {
  it('take post-only orders and cancels after a restart, and say so per entry of a batch', async () => {
    simulator.polymarket.setMode('post-only');
    const quote = await post(await signed(0.3, 10), OrderType.GTC, true);
    expect(quote).toMatchObject({ success: true, status: 'live' });
    const [entry] = await client.postOrders([{ order: await signed(0.3, 20), orderType: OrderType.GTC }]);
    expect(entry).toMatchObject({ success: true, orderID: '', errorMsg: expect.stringMatching(/^post-only mode/) });
    expect((await client.cancelAll()).canceled).toHaveLength(1);
    simulator.polymarket.setMode('cancel-only');
    expect(await client.cancelAll()).toEqual({ canceled: [], not_canceled: {} });
  });
});

describe('rate limits', () => {
  it('count orders per signer and say what is left', async () => {
    const wallet = await tradingClient(simulator, openWallet(simulator, 4), { throws: false });
    const order = { tokenID: market.listing.tokens[0], price: 0.01, size: 5, side: Side.BUY };
    // Unsigned, so that none takes long to refuse: what a second gives back must not keep up with a slow machine.
    const unsigned = { ...(await wallet.createOrder(order)), signature: '0x' };
    const batch = Array.from({ length: 15 }, () => ({ order: unsigned, orderType: OrderType.GTC }));
    const answers: unknown[] = await Promise.all(Array.from({ length: 12 }, () => wallet.postOrders(batch)));
    expect(answers).toContainEqual(expect.objectContaining({ length: 15 }));
    expect(answers).toContainEqual(expect.objectContaining({ error: 'Too Many Requests', status: 429 }));
  });
});
