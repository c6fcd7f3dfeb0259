import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { startPolybolt, type PolyboltStandIn } from '@pm-arbitrage/simulator/oracles/polybolt/polybolt-stand-in.js';
import { seededPrices } from '@pm-arbitrage/simulator/oracles/seeded-prices.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FeedLog } from '../../../transport/feed-log.js';
import { OracleRecorder } from '../../testing/oracle-recorder.js';
import { pumpFor, pumpUntil } from '../../testing/pump.js';
import type { SocketOracle } from '../../transport/socket-oracle.js';
import { openPolybolt, type PolyboltOptions } from './open-polybolt.js';

const START = Date.parse('2026-11-21T12:00:00.020Z');
const KEY = { apiKey: 'a-key', secret: 'a-secret-of-the-key', passphrase: 'a-passphrase' };
const prices = seededPrices({ seed: 5, origin: START - 600_000 });

describe('PolyBolt', () => {
  let clock: SimulatedClock;
  let venue: PolyboltStandIn;
  let source: SocketOracle;
  let said: OracleRecorder;
  let logged: string[];

  const log: FeedLog = (level, message, data) => void logged.push(JSON.stringify({ level, message, data }));

  const make = (options: Partial<PolyboltOptions> = {}) =>
    openPolybolt({ url: venue.url, credentials: KEY, clock, random: seededRandom(1), log, ...options });

  const open = async (symbols = ['btc-usd'], options: Partial<PolyboltOptions> = {}) => {
    source = make(options);
    source.watch(symbols);
    await source.start(said);
    await pumpUntil(clock, () => said.ticks.some(({ quality }) => quality === 'live'));
  };

  beforeEach(async () => {
    clock = new SimulatedClock(START);
    venue = await startPolybolt({ clock, priceOf: prices, keys: [KEY] });
    said = new OracleRecorder();
    logged = [];
  });

  afterEach(async () => {
    await source.stop();
    await venue.close();
  });

  it('tells the last two minutes first, then each second, price and average', async () => {
    await open(['btc-usd', 'hype-usd']);
    await pumpFor(clock, 5_000);
    const averages = said.of('btc-usd', 'average');
    expect(averages.filter(({ quality }) => quality === 'delayed')).toHaveLength(120);
    expect(averages.filter(({ quality }) => quality === 'live').length).toBeGreaterThanOrEqual(5);
    for (const { source: name, fact, unit, eventTime } of averages) {
      expect({ name, unit }).toEqual({ name: 'chainlink-twap', unit: 'usd' });
      expect(fact).toMatchObject({ to: eventTime, from: eventTime - 60_000 });
      let sum = 0;
      for (let back = 0; back < 60; back++) sum += prices('btc-usd', eventTime - back * 1_000);
      expect(fact.price).toBeCloseTo(sum / 60, 6);
    }
    expect(said.of('btc-usd', 'price').every(({ source: name }) => name === 'pyth')).toBe(true);
    // Only the average is offered of this one.
    expect(said.of('hype-usd', 'average').length).toBeGreaterThan(0);
    expect(said.of('hype-usd', 'price')).toEqual([]);
    expect(source.health()).toMatchObject({ connected: true, refused: 0, reconnects: 0, trouble: null });
  });

  it('fills what was lost from a new snapshot, and tells nothing twice', async () => {
    await open();
    await pumpFor(clock, 2_000);
    venue.faults.lose(6);
    await pumpUntil(clock, () => said.refusedAs('gap').length > 0);
    await pumpFor(clock, 4_000);
    for (const kind of ['average', 'price'] as const) {
      const times = said.of('btc-usd', kind).map(({ eventTime }) => eventTime);
      expect(new Set(times).size).toBe(times.length);
      const [first, last] = [Math.min(...times), Math.max(...times)];
      expect(times.length).toBe((last - first) / 1_000 + 1);
    }
    expect(source.health()).toMatchObject({ connected: true, reconnects: 0 });
  });

  it('fills what the server left out because we were slow', async () => {
    await open(['btc-usd'], { channels: ['price.crypto.twap'] });
    venue.slow(3);
    await pumpUntil(clock, () => said.refusedAs('gap').length > 0);
    expect(said.refusedAs('gap')[0]).toContain('3 frames of price.crypto.twap');
    await pumpFor(clock, 2_000);
    const times = said.of('btc-usd', 'average').map(({ eventTime }) => eventTime);
    expect(new Set(times).size).toBe((Math.max(...times) - Math.min(...times)) / 1_000 + 1);
  });

  it('closes the hole of a drop with the snapshot of the next connection', async () => {
    await open();
    venue.drop();
    await pumpUntil(clock, () => source.health().reconnects === 1);
    await pumpFor(clock, 3_000);
    const times = said.of('btc-usd', 'average').map(({ eventTime }) => eventTime);
    expect(new Set(times).size).toBe(times.length);
    expect(times.length).toBe((Math.max(...times) - Math.min(...times)) / 1_000 + 1);
  });

  it('counts prints that come twice', async () => {
    await open();
    venue.faults.repeat(1);
    await pumpUntil(clock, () => said.refusedAs('late').length > 0);
    expect(said.refusedAs('late')).toHaveLength(1);
  });

  it('stays off without a key, and says so', async () => {
    source = make({ credentials: null });
    source.watch(['btc-usd']);
    await source.start(said);
    await pumpFor(clock, 60_000, 1_000);
    expect(venue.connections()).toBe(0);
    expect(source.health()).toMatchObject({ connected: false, ticks: 0 });
    expect(source.health().trouble).toContain('no API credentials of Polymarket');
  });

  it('goes off when its credentials are refused, and never says what they are', async () => {
    source = make({ credentials: { ...KEY, passphrase: 'wrong-passphrase' } });
    source.watch(['btc-usd']);
    await source.start(said);
    await pumpUntil(clock, () => source.health().trouble?.includes('auth_invalid') ?? false);
    await pumpFor(clock, 120_000, 1_000);
    expect(venue.connections()).toBe(0);
    const everything = [...logged, ...said.refusals.map(({ message }) => message), source.health().trouble].join('\n');
    for (const secret of [KEY.secret, KEY.apiKey, 'wrong-passphrase']) expect(everything).not.toContain(secret);
  });

  it('waits and comes back when credentials cannot be checked', async () => {
    venue.breakAuth(true);
    source = make();
    source.watch(['btc-usd']);
    await source.start(said);
    await pumpUntil(clock, () =>
      said.refusedAs('source-error').some((message) => message.includes('auth_unavailable')),
    );
    venue.breakAuth(false);
    await pumpUntil(clock, () => said.ticks.some(({ quality }) => quality === 'live'), 200);
    expect(source.health()).toMatchObject({ connected: true, trouble: null });
  });

  it('authenticates again when the key has expired', async () => {
    await open();
    venue.expireAuth();
    await pumpUntil(clock, () => said.refusedAs('source-error').length > 0);
    source.watch(['btc-usd', 'eth-usd']);
    await pumpUntil(clock, () => said.of('eth-usd', 'average').some(({ quality }) => quality === 'live'));
    expect(source.health()).toMatchObject({ connected: true, reconnects: 0 });
  });

  it.each([4001, 4008])('stays off after the closing code %i', async (code) => {
    await open();
    venue.closeAll(code);
    await pumpUntil(clock, () => !source.health().connected);
    await pumpFor(clock, 120_000, 1_000);
    expect(venue.connections()).toBe(0);
    expect(source.health().trouble).toContain(String(code));
    await source.start(said);
    await pumpUntil(clock, () => source.health().trouble === null);
  });

  it.each([
    [4002, 2_000],
    [4003, 10_000],
  ])('comes back after the closing code %i', async (code, mostMs) => {
    await open();
    await pumpFor(clock, 61_000, 200);
    venue.closeAll(code);
    await pumpUntil(clock, () => !source.health().connected);
    const lostAt = clock.now();
    await pumpUntil(clock, () => source.health().connected);
    expect(clock.now() - lostAt).toBeLessThanOrEqual(mostMs);
  });

  it.each([429, 503])('obeys Retry-After of HTTP %i', async (status) => {
    venue.faults.refuseUpgrades(status, 2, 25);
    source = make();
    source.watch(['btc-usd']);
    await source.start(said);
    expect(source.health().trouble).toContain(`HTTP ${status}`);
    const refusedAt = clock.now();
    await pumpUntil(clock, () => source.health().connected, 200);
    expect(clock.now() - refusedAt).toBeGreaterThanOrEqual(50_000);
  });

  it('takes a frozen feed for stale', async () => {
    await open();
    venue.faults.frozen = true;
    await pumpUntil(clock, () => said.refusedAs('stale').length > 0, 200);
    venue.faults.frozen = false;
    await pumpUntil(clock, () => source.health().trouble === null && said.ticks.at(-1)?.quality === 'live', 200);
    expect(source.health().reconnects).toBeGreaterThanOrEqual(1);
  });

  it('gets over a clock that was minutes ahead and was set right', async () => {
    await open();
    venue.faults.skewMs = 500_000;
    await pumpFor(clock, 3_000);
    expect(source.health().trouble).toContain('ahead of ours');
    venue.faults.skewMs = 0;
    const before = said.ticks.length;
    await pumpUntil(clock, () => said.ticks.slice(before).some(({ quality }) => quality === 'live'), 200);
    expect(said.refusedAs('late').length).toBeGreaterThan(0);
    expect(said.refusedAs('stale').length).toBeGreaterThan(0);
  });

  it('refuses what no channel carries and what is no price', async () => {
    await open(['btc-usd', 'usdt-usd', 'btc-usdt']);
    expect(said.refusedAs('unknown-symbol')).toHaveLength(2);
    venue.faults.lie('btc-usd', (price) => price * 1e18);
    await pumpUntil(clock, () => said.refusedAs('malformed').length > 0);
    expect(said.refusedAs('malformed')[0]).toContain('full_accuracy_value');
  });

  it('subscribes to all it can within the limits of the server', async () => {
    await open(['btc-usd', 'eth-usd', 'sol-usd', 'xrp-usd', 'doge-usd', 'bnb-usd', 'hype-usd', 'zec-usd']);
    await pumpUntil(clock, () => venue.subscriptions().length === 14);
    source.watch(['btc-usd']);
    await pumpUntil(clock, () => venue.subscriptions().length === 2);
    expect(source.health()).toMatchObject({ connected: true, refused: 0 });
  });
});
