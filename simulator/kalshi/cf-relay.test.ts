import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { createPrivateKey, sign } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WireClient } from '../oracles/testing/wire-client.js';
import { type Simulator, startSimulator } from '../start-simulator.js';

const START = Date.parse('2026-11-21T12:14:30Z');
const CLOSE = Date.parse('2026-11-21T12:15:00Z');

describe('the relay of indices on the stand-in of Kalshi', () => {
  let clock: SimulatedClock;
  let simulator: Simulator;
  const clients: WireClient[] = [];

  const connect = async (timestamp = clock.now()) => {
    const { wsUrl, apiKeyId, privateKeyPem } = simulator.endpoints.kalshi;
    const text = Buffer.from(`${timestamp}GET${new URL(wsUrl).pathname}`);
    const client = new WireClient(clock, wsUrl, true, {
      'KALSHI-ACCESS-KEY': apiKeyId,
      'KALSHI-ACCESS-TIMESTAMP': String(timestamp),
      'KALSHI-ACCESS-SIGNATURE': sign(null, text, createPrivateKey(privateKeyPem)).toString('base64'),
    });
    clients.push(client);
    await client.until(() => client.isOpen || client.closedWith !== null);
    return client;
  };

  beforeEach(async () => {
    clock = new SimulatedClock(START);
    simulator = await startSimulator({ seed: 1, origin: START, clock, participants: false });
  });

  afterEach(async () => {
    for (const client of clients.splice(0)) client.end();
    await simulator.close();
  });

  it('answers with a bare sid, and tells data as a text each second', async () => {
    const client = await connect();
    client.say({
      id: 1,
      cmd: 'subscribe',
      params: { channels: ['cfbenchmarks_value'], index_ids: ['BRTI', 'ETHUSD_RTI'] },
    });
    await client.pass(3_500);
    expect(client.frames[0]).toEqual({ id: 1, type: 'subscribed', sid: 1 });
    const values = client.frames.slice(1) as { seq: number; msg: { index_id: string; data: string } }[];
    expect(values.map(({ seq }) => seq)).toEqual(values.map((_, i) => i + 1));
    expect(new Set(values.map(({ msg }) => msg.index_id))).toEqual(new Set(['BRTI', 'ETHUSD_RTI']));
    for (const { msg } of values) expect(JSON.parse(msg.data)).toMatchObject({ type: 'value', id: msg.index_id });
  });

  it('tells the settling average in the last minute alone, its window growing to sixty', async () => {
    const client = await connect();
    client.say({ id: 1, cmd: 'subscribe', params: { channels: ['cfbenchmarks_value'], index_ids: ['BRTI'] } });
    await client.until(() => clock.now() > CLOSE + 4_000, 100);
    type Message = { data: string; last_60s_windowed_average_15min?: { window_size: number } };
    const sizes = client.frames.slice(1).map(({ msg }) => {
      const { data, last_60s_windowed_average_15min: window } = msg as Message;
      return [(JSON.parse(data) as { time: number }).time, window?.window_size] as const;
    });
    for (const [time, size] of sizes) expect(size).toBe(time <= CLOSE ? (time - (CLOSE - 60_000)) / 1_000 : undefined);
    expect(sizes.some(([, size]) => size === 60)).toBe(true);
  });

  it('lists its indices, takes changes, and refuses what it does not know', async () => {
    const client = await connect();
    const say = async (id: number, cmd: string, params: object) => {
      client.say({ id, cmd, params });
      await client.until(() => client.frames.some((frame) => frame['id'] === id));
      return client.frames.find((frame) => frame['id'] === id);
    };
    const channels = ['cfbenchmarks_value'];
    expect(await say(1, 'subscribe', { channels, index_ids: ['NOPE'] })).toMatchObject({
      type: 'error',
      msg: { code: 11 },
    });
    expect(await say(2, 'subscribe', { channels, index_ids: ['BRTI'], market_tickers: ['X'] })).toMatchObject({
      type: 'error',
    });
    const sid = (await say(3, 'subscribe', { channels, index_ids: ['all'] }))?.['sid'];
    expect(await say(4, 'update_subscription', { sid, action: 'indexlist' })).toMatchObject({
      type: 'cfbenchmarks_value_indexlist',
      msg: { index_ids: expect.arrayContaining(['BRTI', 'ADAUSD_RTI']) },
    });
    expect(
      await say(5, 'update_subscription', { sid, action: 'unsubscribe_indices', index_ids: ['BRTI'] }),
    ).toMatchObject({
      type: 'ok',
      msg: { index_ids: expect.not.arrayContaining(['BRTI']) },
    });
    expect(await say(6, 'update_subscription', { sid, action: 'pause', index_ids: ['BRTI'] })).toMatchObject({
      type: 'error',
      msg: { code: 13 },
    });
    expect(await say(7, 'unsubscribe', { sids: [sid] })).toMatchObject({ type: 'unsubscribed', sid });
  });

  it('has a fast channel without averages', async () => {
    const client = await connect();
    client.say({ id: 1, cmd: 'subscribe', params: { channels: ['cfbenchmarks_value_5hz'], index_ids: ['BRTI'] } });
    await client.pass(2_100);
    const values = client.heard(({ type }) => type === 'cfbenchmarks_value_5hz');
    expect(values.length).toBeGreaterThanOrEqual(9);
    expect(Object.keys(values[0]?.['msg'] as object)).toEqual(['index_id', 'received_at', 'data']);
  });

  it('checks the signature of the handshake', async () => {
    const client = await connect(START - 60_000);
    expect(client.isOpen).toBe(false);
  });
});
