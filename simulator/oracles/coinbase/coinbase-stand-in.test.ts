import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seededPrices } from '../seeded-prices.js';
import { WireClient } from '../testing/wire-client.js';
import type { CoinbaseStandIn } from './coinbase-stand-in.js';
import { startAdvanced } from './start-advanced.js';
import { startExchange } from './start-exchange.js';

const START = Date.parse('2026-11-21T12:00:00Z');

let clock: SimulatedClock;
let venue: CoinbaseStandIn;
const clients: WireClient[] = [];

const connect = async () => {
  const client = new WireClient(clock, venue.url);
  clients.push(client);
  await client.until(() => client.isOpen);
  return client;
};

afterEach(async () => {
  for (const client of clients.splice(0)) client.end();
  await venue.close();
});

describe('the stand-in of Coinbase Exchange', () => {
  beforeEach(async () => {
    clock = new SimulatedClock(START);
    venue = await startExchange({ clock, priceOf: seededPrices({ seed: 1, origin: START }) });
  });

  it('drops who does not subscribe within five seconds', async () => {
    const client = await connect();
    await client.until(() => client.closedWith !== null);
    expect(clock.now() - START).toBeGreaterThanOrEqual(5_000);
    expect(clock.now() - START).toBeLessThan(5_500);
  });

  it('tells the last match first, then matches, tickers and a heartbeat a second', async () => {
    const client = await connect();
    const heartbeat = { name: 'heartbeat', product_ids: ['BTC-USD'] };
    client.say({ type: 'subscribe', product_ids: ['BTC-USD'], channels: ['ticker', 'matches', heartbeat] });
    await client.pass(4_000);
    expect(client.frames.slice(0, 2).map(({ type }) => type)).toEqual(['subscriptions', 'last_match']);
    expect(client.heard(({ type }) => type === 'heartbeat')).toHaveLength(4);
    const matches = client
      .heard(({ type }) => type === 'match' || type === 'last_match')
      .map((frame) => frame['trade_id'] as number);
    expect(matches.map((id, i) => id - i)).toEqual(matches.map(() => matches[0]));
    const sequences = client.heard(({ sequence }) => sequence !== undefined).map(({ sequence }) => sequence as number);
    expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
    expect(client.heard(({ type }) => type === 'heartbeat').at(-1)?.['last_trade_id']).toBe(matches.at(-1));
  });

  it.each([
    [{ type: 'subscribe', product_ids: ['NOPE-USD'], channels: ['matches'] }, /NOPE-USD is not a valid product/],
    [{ type: 'subscribe', product_ids: ['BTC-USD'], channels: ['level9'] }, /level9/],
    [{ type: 'join' }, /join/],
    ['{', /JSON/],
  ])('answers %j with an error and a close', async (request, reason) => {
    const client = await connect();
    client.say(request);
    await client.until(() => client.closedWith !== null);
    expect(client.frames.at(-1)).toMatchObject({ type: 'error', reason: expect.stringMatching(reason) });
  });
});

describe('the stand-in of Coinbase Advanced Trade', () => {
  beforeEach(async () => {
    clock = new SimulatedClock(START);
    venue = await startAdvanced({ clock, priceOf: seededPrices({ seed: 1, origin: START }), tradeMs: 100_000 });
  });

  it('closes a connection on which nothing is said, unless heartbeats are heard', async () => {
    const [quiet, beaten] = [await connect(), await connect()];
    for (const client of [quiet, beaten])
      client.say({ type: 'subscribe', product_ids: ['BTC-USD'], channel: 'ticker' });
    beaten.say({ type: 'subscribe', channel: 'heartbeats' });
    await quiet.until(() => quiet.closedWith !== null, 200);
    expect(clock.now() - START).toBeGreaterThan(75_000);
    expect(clock.now() - START).toBeLessThan(90_000);
    expect(beaten.closedWith).toBeNull();
    const counters = beaten.heard(({ channel }) => channel === 'heartbeats').length;
    expect(counters).toBeGreaterThan(70);
  });

  it('numbers its frames over all channels, and leaves a hole where one was lost', async () => {
    const client = await connect();
    client.say({ type: 'subscribe', product_ids: ['BTC-USD'], channel: 'market_trades' });
    client.say({ type: 'subscribe', channel: 'heartbeats' });
    await client.pass(5_000);
    const before = client.frames.map((frame) => frame['sequence_num'] as number);
    expect(before).toEqual(before.map((_, i) => i));
    venue.faults.lose(1);
    await client.pass(101_000, 500);
    const after = client.frames.map((frame) => frame['sequence_num'] as number);
    expect((after.at(-1) ?? 0) + 1 - after.length).toBe(1);
  });
});
