import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seededPrices } from '../seeded-prices.js';
import { WireClient } from '../testing/wire-client.js';
import { startBinance, type BinanceStandIn } from './binance-stand-in.js';

const START = Date.parse('2026-11-21T11:59:50Z');

describe('the stand-in of Binance', () => {
  let clock: SimulatedClock;
  let venue: BinanceStandIn;
  const clients: WireClient[] = [];

  const connect = async (path: string, pongs = true) => {
    const client = new WireClient(clock, `${venue.url}${path}`, pongs);
    clients.push(client);
    await client.until(() => client.isOpen);
    return client;
  };

  beforeEach(async () => {
    clock = new SimulatedClock(START);
    venue = await startBinance({ clock, priceOf: seededPrices({ seed: 1, origin: START }) });
  });

  afterEach(async () => {
    for (const client of clients.splice(0)) client.end();
    await venue.close();
  });

  it('speaks plainly on raw paths and names the stream on combined ones', async () => {
    const raw = await connect('/ws/btcusdt@trade');
    const combined = await connect('/stream?streams=btcusdt@trade/btcusdt@bookTicker');
    await raw.until(() => raw.frames.length > 2 && combined.frames.length > 4);
    expect(raw.frames.every(({ e, s }) => e === 'trade' && s === 'BTCUSDT')).toBe(true);
    const streams = new Set(combined.frames.map(({ stream }) => stream));
    expect(streams).toEqual(new Set(['btcusdt@trade', 'btcusdt@bookTicker']));
    const quote = combined.frames.find(({ stream }) => stream === 'btcusdt@bookTicker')?.['data'];
    expect(Object.keys(quote as object)).toEqual(['u', 's', 'b', 'B', 'a', 'A']);
  });

  it('numbers trades alike on every connection, without a hole', async () => {
    const [one, other] = [await connect('/ws/btcusdt@trade'), await connect('/ws/btcusdt@trade')];
    await one.until(() => one.frames.length > 10 && other.frames.length > 10);
    const ids = one.frames.map(({ t }) => t as number);
    expect(ids.map((id, i) => id - i)).toEqual(ids.map(() => ids[0]));
    expect(other.frames.slice(0, 10)).toEqual(one.frames.slice(0, 10));
  });

  it('answers requests and refuses wrong ones with the codes 0 to 3', async () => {
    const client = await connect('/ws');
    const requests: [unknown, object][] = [
      [
        { method: 'SUBSCRIBE', params: ['btcusdt@aggTrade'], id: 1 },
        { result: null, id: 1 },
      ],
      [
        { method: 'LIST_SUBSCRIPTIONS', id: 'x9' },
        { result: ['btcusdt@aggTrade'], id: 'x9' },
      ],
      [
        { method: 'GET_PROPERTY', params: ['combined'], id: 3 },
        { result: false, id: 3 },
      ],
      [
        { method: 'SET_PROPERTY', params: ['combined', true], id: 4 },
        { result: null, id: 4 },
      ],
      [
        { method: 'SET_PROPERTY', params: ['speed', true], id: 5 },
        { code: 0, id: 5 },
      ],
      [
        { method: 'SET_PROPERTY', params: ['combined', 'yes'], id: 6 },
        { code: 1, id: 6 },
      ],
      [
        { method: 'JOIN', params: [], id: 7 },
        { code: 2, id: 7 },
      ],
      [{ method: 'SUBSCRIBE', params: [], id: -1 }, { code: 2 }],
      ['{"method":', { code: 3 }],
      [
        { method: 'UNSUBSCRIBE', params: ['btcusdt@aggTrade'], id: 8 },
        { result: null, id: 8 },
      ],
      [
        { method: 'LIST_SUBSCRIPTIONS', id: 9 },
        { result: [], id: 9 },
      ],
    ];
    for (const [request, answer] of requests) {
      const before = client.heard((frame) => 'result' in frame || 'code' in frame).length;
      client.say(request);
      await client.until(() => client.heard((frame) => 'result' in frame || 'code' in frame).length > before);
      // Five a second are allowed.
      await client.pass(250);
      expect(client.heard((frame) => 'result' in frame || 'code' in frame).at(-1)).toMatchObject(answer);
    }
  });

  it('closes with 1008 on the sixth frame within a second, pings counted', async () => {
    const client = await connect('/ws');
    for (let i = 0; i < 3; i++) client.ping();
    for (let i = 0; i < 3; i++) client.say({ method: 'LIST_SUBSCRIPTIONS', id: i });
    await client.until(() => client.closedWith !== null);
    expect(client.closedWith).toBe(1008);
  });

  it('pings every twenty seconds and cuts who does not answer for a minute', async () => {
    const [well, mute] = [await connect('/ws'), await connect('/ws', false)];
    await well.pass(70_000, 500);
    expect(well.pings).toBe(3);
    await well.until(() => mute.closedWith !== null, 500);
    expect(well.closedWith).toBeNull();
  });

  it('ends connections after a day', async () => {
    const client = await connect('/ws');
    await client.until(() => client.closedWith !== null, 10_000);
    expect(clock.now() - START).toBeGreaterThanOrEqual(86_400_000);
    expect(clock.now() - START).toBeLessThan(86_500_000);
  });

  it('tells a candle as it runs and once when it is closed, with its last trade as close', async () => {
    const client = await connect('/stream?streams=btcusdt@kline_1m/btcusdt@trade');
    await client.pass(15_000, 250);
    const candles = client
      .heard(({ stream }) => stream === 'btcusdt@kline_1m')
      .map(({ data }) => (data as { k: Record<string, unknown> }).k);
    const closed = candles.filter(({ x }) => x === true);
    expect(closed).toHaveLength(1);
    expect(closed[0]).toMatchObject({ t: START - 50_000, T: START + 9_999, i: '1m' });
    const trades = client
      .heard(({ stream }) => stream === 'btcusdt@trade')
      .map(({ data }) => data as Record<string, unknown>);
    expect(closed[0]?.['c']).toBe(trades.findLast(({ T }) => (T as number) < START + 10_000)?.['p']);
    expect(candles.filter(({ x }) => x === false).length).toBeGreaterThan(4);
  });
});
