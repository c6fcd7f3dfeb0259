import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seededPrices } from '../seeded-prices.js';
import { WireClient } from '../testing/wire-client.js';
import { startPolybolt, type PolyboltStandIn } from './polybolt-stand-in.js';

const START = Date.parse('2026-11-21T12:00:00Z');
const KEY = { apiKey: 'k', secret: 's', passphrase: 'p' };
const TWAP = { channel: 'price.crypto.twap', filter: { symbol: 'btcusd', window_seconds: 60 } };

describe('the stand-in of PolyBolt', () => {
  let clock: SimulatedClock;
  let venue: PolyboltStandIn;
  const clients: WireClient[] = [];

  const connect = async (pongs = true) => {
    const client = new WireClient(clock, venue.url, pongs);
    clients.push(client);
    await client.until(() => client.isOpen);
    return client;
  };

  /** Says a frame and answers with the code of the error that follows. */
  const refusal = async (client: WireClient, frame: object) => {
    const before = client.heard(({ op }) => op === 'error').length;
    client.say(frame);
    await client.until(() => client.heard(({ op }) => op === 'error').length > before);
    return client.heard(({ op }) => op === 'error').at(-1)?.['code'];
  };

  const authed = async () => {
    const client = await connect();
    client.say({ op: 'auth', rid: 'a1', auth: KEY });
    await client.until(() => client.frames.length > 0);
    expect(client.frames[0]).toEqual({ op: 'authed', rid: 'a1' });
    return client;
  };

  beforeEach(async () => {
    clock = new SimulatedClock(START);
    venue = await startPolybolt({ clock, priceOf: seededPrices({ seed: 1, origin: START }), keys: [KEY] });
  });

  afterEach(async () => {
    for (const client of clients.splice(0)) client.end();
    await venue.close();
  });

  it('confirms, tells the last two minutes, then each second, numbered without a hole', async () => {
    const client = await authed();
    client.say({ op: 'subscribe', rid: 's1', subscriptions: [TWAP] });
    await client.pass(3_500);
    expect(client.frames[1]).toEqual({ op: 'subscribed', channel: TWAP.channel, rid: 's1' });
    expect(client.frames[2]).toMatchObject({
      v: 1,
      seq: 1,
      snapshot: true,
      payload: { symbol: 'btcusd', source: 'chainlink' },
    });
    expect(client.frames[2]).toHaveProperty('payload.data.length', 120);
    expect(client.frames.slice(3).map(({ seq }) => seq)).toEqual([2, 3, 4]);
    // What is repeated is confirmed and brings no snapshot.
    client.say({ op: 'subscribe', rid: 's2', ...TWAP });
    await client.pass(200);
    expect(client.heard(({ op }) => op === 'subscribed')).toHaveLength(2);
    expect(client.heard(({ snapshot }) => snapshot === true)).toHaveLength(1);
  });

  it('refuses what is not allowed and keeps the socket open', async () => {
    const client = await connect();
    expect(await refusal(client, { op: 'subscribe', rid: 'x', subscriptions: [TWAP] })).toBe('auth_required');
    expect(await refusal(client, { op: 'auth', rid: 'x', auth: { ...KEY, secret: 'no' } })).toBe('auth_invalid');
    venue.breakAuth(true);
    expect(await refusal(client, { op: 'auth', rid: 'x', auth: KEY })).toBe('auth_unavailable');
    venue.breakAuth(false);
    client.say({ op: 'auth', rid: 'y', auth: KEY });
    for (const filter of [{ symbol: 'btcusd' }, { symbol: 'nope', window_seconds: 60 }, 'btcusd'])
      expect(await refusal(client, { op: 'subscribe', rid: 'x', channel: TWAP.channel, filter })).toBe('bad_filter');
    venue.expireAuth();
    await client.until(() => client.frames.at(-1)?.['code'] === 'auth_expired');
    client.say({ op: 'ping', rid: 'p1' });
    await client.until(() => client.frames.at(-1)?.['op'] === 'pong');
    expect(client.closedWith).toBeNull();
  });

  it('closes with 4008 after the ninth attempt to authenticate', async () => {
    const client = await connect();
    for (let i = 0; i < 9; i++) client.say({ op: 'auth', auth: { ...KEY, secret: 'no' } });
    await client.until(() => client.closedWith !== null);
    expect(client.closedWith).toBe(4008);
    expect(client.frames.at(-1)).toMatchObject({ code: 'auth_attempts' });
  });

  it('closes with 4008 on the twenty-first order within a second', async () => {
    const client = await authed();
    for (let i = 0; i < 21; i++) client.say({ op: 'subscribe', ...TWAP });
    await client.until(() => client.closedWith !== null);
    expect(client.closedWith).toBe(4008);
    expect(client.heard(({ code }) => code === 'rate_limited')).toHaveLength(1);
  });

  it('pings every twenty-five seconds and closes with 4002 who does not answer', async () => {
    const [well, mute] = [await connect(), await connect(false)];
    await well.until(() => mute.closedWith !== null, 500);
    expect(mute.closedWith).toBe(4002);
    expect(well.closedWith).toBeNull();
    expect(well.pings).toBeGreaterThanOrEqual(2);
  });

  it('tells in the next frame how many were left out for a slow client', async () => {
    const client = await authed();
    client.say({ op: 'subscribe', rid: 's1', subscriptions: [TWAP] });
    await client.pass(1_500);
    venue.slow(2);
    await client.until(() => client.frames.some(({ dropped }) => dropped !== undefined));
    expect(client.frames.at(-1)).toMatchObject({ dropped: 2, seq: 3 });
  });

  it('answers handshakes with Retry-After when told to', async () => {
    venue.faults.refuseUpgrades(503, 1, 7);
    const answer = await fetch(venue.url.replace('ws:', 'http:'));
    expect(answer.status).toBe(426);
    const client = new WireClient(clock, venue.url);
    await client.until(() => client.closedWith !== null);
    expect(venue.connections()).toBe(0);
  });
});
