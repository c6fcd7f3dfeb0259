import { type ClobClient, OrderType, Side } from '@polymarket/clob-client-v2';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { FaultKind } from '../faults/fault.js';
import type { Simulator } from '../start-simulator.js';
import { type OpenMarket, openMarkets, plain, startQuiet, stranger, tradingClient } from './testing/quiet-venue.js';
import { waitFor } from '@pm-arbitrage/core/testing/wait-for.js';

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
  simulator.faults.clear();
  market.live.book.clear();
  await client.cancelAll();
});

const inject = (fault: FaultKind) => simulator.faults.inject({ venue: 'polymarket', ...fault });

async function connect(markets?: string[], secret = client.creds?.secret) {
  const socket = new WebSocket(simulator.endpoints.polymarket.userWsUrl);
  const texts: string[] = [];
  let closed = false;
  socket.on('message', (data) => texts.push(String(data)));
  socket.on('close', () => (closed = true));
  await new Promise((resolve) => socket.once('open', resolve));
  const auth = { apiKey: client.creds?.key, secret, passphrase: client.creds?.passphrase };
  socket.send(JSON.stringify({ type: 'user', auth, ...(markets ? { markets } : {}) }));
  socket.send('PING');
  await waitFor(() => expect(closed || texts.includes('PONG')).toBe(true));
  const frames = () => texts.filter((text) => text.startsWith('{')).map((text) => JSON.parse(text) as Frame);
  const words = () => frames().map((frame) => `${frame.event_type} ${frame.type} ${frame.status}`);
  return { socket, texts, frames, words, isClosed: () => closed };
}

interface Frame {
  readonly event_type: string;
  readonly type: string;
  readonly status: string;
  readonly [field: string]: unknown;
}

const buy = async (price: number, size: number) => {
  const order = { tokenID: market.listing.tokens[0], price, size, side: Side.BUY };
  return client.postOrder(await client.createOrder(order), OrderType.GTC, false, true);
};

describe('the user channel', () => {
  it('tells the life of an order from placement to confirmed trade', async () => {
    const { socket, words, frames } = await connect();
    stranger(market, 'ask', 40, 4);
    const { orderID } = await buy(0.4, 10);
    await waitFor(() => expect(words()).toContain('trade TRADE CONFIRMED'));
    await client.cancelOrder({ orderID });
    await waitFor(() => expect(words()).toHaveLength(6));
    expect(words()).toEqual([
      'order PLACEMENT LIVE',
      'trade TRADE MATCHED',
      'order UPDATE LIVE',
      'trade TRADE MINED',
      'trade TRADE CONFIRMED',
      'order CANCELLATION CANCELED',
    ]);
    expect(frames()[1]).toMatchObject({
      taker_order_id: orderID,
      trader_side: 'TAKER',
      size: '4',
      price: '0.4',
      transaction_hash: null,
      maker_orders: [{ matched_amount: '4', price: expect.stringMatching(/^0\.[46]$/) }],
    });
    expect(frames()[5]).toMatchObject({ id: orderID, size_matched: '4', original_size: '10' });
    socket.close();
  });

  it('is closed to wrong secrets and quiet about markets that were not asked for', async () => {
    const stranger = await connect(undefined, 'c2VjcmV0');
    expect(stranger.isClosed()).toBe(true);
    const elsewhere = await connect([`0x${'00'.repeat(32)}`]);
    const here = await connect([market.listing.conditionId]);
    await buy(0.3, 10);
    await waitFor(() => expect(here.words()).toEqual(['order PLACEMENT LIVE']));
    expect(elsewhere.frames()).toEqual([]);
    for (const { socket } of [elsewhere, here]) socket.close();
  });

  it('doubles, reverses and loses events when told', async () => {
    const { socket, words, texts } = await connect();
    inject({ kind: 'duplicate-user-events' });
    const { orderID } = await buy(0.3, 10);
    await waitFor(() => expect(words()).toEqual(['order PLACEMENT LIVE', 'order PLACEMENT LIVE']));
    simulator.faults.clear();
    texts.length = 0;
    inject({ kind: 'reorder-user-events' });
    await client.cancelOrder({ orderID });
    await buy(0.3, 10);
    await waitFor(() => expect(words()).toEqual(['order PLACEMENT LIVE', 'order CANCELLATION CANCELED']));
    simulator.faults.clear();
    texts.length = 0;
    inject({ kind: 'lose-user-events' });
    await buy(0.31, 10);
    simulator.faults.clear();
    await buy(0.32, 10);
    await waitFor(() => expect(words()).toHaveLength(1));
    expect(JSON.parse(texts[0] ?? '')).toMatchObject({ price: '0.32' });
    socket.close();
  });

  it('is cut with all sockets and says nothing while it is frozen', async () => {
    const { texts, frames, isClosed, socket } = await connect();
    inject({ kind: 'freeze-sockets' });
    await buy(0.3, 10);
    socket.send('PING');
    await waitFor(() => expect(texts.filter((text) => text === 'PONG')).toHaveLength(2));
    expect(frames()).toEqual([]);
    inject({ kind: 'drop-sockets' });
    await waitFor(() => expect(isClosed()).toBe(true));
  });
});
