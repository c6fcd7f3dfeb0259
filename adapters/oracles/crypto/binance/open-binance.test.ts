import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { startBinance, type BinanceStandIn } from '@pm-arbitrage/simulator/oracles/binance/binance-stand-in.js';
import { seededPrices } from '@pm-arbitrage/simulator/oracles/seeded-prices.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OracleRecorder } from '../../testing/oracle-recorder.js';
import { pumpFor, pumpUntil } from '../../testing/pump.js';
import type { SocketOracle } from '../../transport/socket-oracle.js';
import { openBinance, type BinanceOptions } from './open-binance.js';

/** Off the grid of the trades, so that what is stamped on receipt is told from what the exchange stamps. */
const START = Date.parse('2026-11-21T11:58:30.020Z');
const prices = seededPrices({ seed: 5, origin: START });

describe('Binance', () => {
  let clock: SimulatedClock;
  let venue: BinanceStandIn;
  let source: SocketOracle;
  let said: OracleRecorder;

  const open = async (options: Partial<BinanceOptions> = {}, symbols = ['btc-usd']) => {
    source = openBinance({ url: venue.url, clock, random: seededRandom(1), ...options });
    source.watch(symbols);
    await source.start(said);
    await pumpUntil(clock, () => said.ticks.length > 0);
  };

  const trades = () => said.of('btc-usd', 'price').filter(({ eventTime }) => eventTime % 250 === 0);

  beforeEach(async () => {
    clock = new SimulatedClock(START);
    venue = await startBinance({ clock, priceOf: prices });
    said = new OracleRecorder();
  });

  afterEach(async () => {
    await source.stop();
    await venue.close();
  });

  it('tells trades and mids in Tether, stamped by the exchange', async () => {
    await open();
    await pumpFor(clock, 3_000);
    expect(trades().length).toBeGreaterThan(8);
    for (const { fact, eventTime, unit, source: name, quality } of trades()) {
      expect({ unit, name, quality }).toEqual({ unit: 'usdt', name: 'binance', quality: 'live' });
      expect(fact.price).toBeCloseTo(prices('btc-usdt', eventTime), 0);
    }
    expect(source.health()).toMatchObject({ connected: true, refused: 0, reconnects: 0, trouble: null });
    expect(Math.abs(source.health().clockSkewMs ?? 1e9)).toBeLessThan(10_000);
  });

  it('tells of a pair under the symbol it was asked for, under both if both were', async () => {
    await open({}, ['btc-usdt', 'eth-usd', 'eth-usdt']);
    await pumpFor(clock, 1_000);
    expect(said.of('btc-usd', 'price')).toEqual([]);
    expect(said.of('btc-usdt', 'price').length).toBeGreaterThan(0);
    expect(said.of('eth-usd', 'price').length).toBe(said.of('eth-usdt', 'price').length);
  });

  it('tells candles as they run, and each closed one once, as final', async () => {
    await open();
    await pumpFor(clock, 160_000);
    const minutes = said.of('btc-usd', 'candle').filter(({ fact }) => fact.to - fact.from === 60_000);
    const closed = minutes.filter(({ fact }) => fact.closed);
    expect(closed.map(({ fact }) => new Date(fact.to).toISOString().slice(11, 19))).toEqual([
      '11:59:00',
      '12:00:00',
      '12:01:00',
    ]);
    expect(closed.every(({ quality }) => quality === 'final')).toBe(true);
    expect(minutes.some(({ fact, quality }) => !fact.closed && quality === 'provisional')).toBe(true);
    const hour = said.of('btc-usd', 'candle').find(({ fact }) => fact.closed && fact.to - fact.from === 3_600_000);
    expect(hour?.fact.to).toBe(Date.parse('2026-11-21T12:00:00Z'));
    expect(said.refusals).toEqual([]);
  });

  it('reads the candles of the hours before, and those that closed while it was away, each once', async () => {
    await open({ restUrl: venue.restUrl, historyMs: 90 * 60_000 });
    const minutes = () =>
      said.of('btc-usd', 'candle').filter(({ fact }) => fact.closed && fact.to - fact.from === 60_000);
    await pumpUntil(clock, () => minutes().length >= 89);
    expect(Math.min(...minutes().map(({ fact }) => fact.from))).toBe(Date.parse('2026-11-21T10:29:00Z'));
    venue.faults.refuseUpgrades(503, 1, 200);
    venue.drop();
    await pumpUntil(clock, () => source.health().reconnects === 1, 250);
    await pumpFor(clock, 65_000, 250);
    const times = minutes().map(({ fact }) => fact.from);
    expect(new Set(times).size).toBe(times.length);
    expect(times.length).toBe((Math.max(...times) - Math.min(...times)) / 60_000 + 1);
    expect(minutes().every(({ quality }) => quality === 'final')).toBe(true);
    expect(said.refusals.filter(({ kind }) => kind !== 'gap')).toEqual([]);
    const hours = said.of('btc-usd', 'candle').filter(({ fact }) => fact.closed && fact.to - fact.from === 3_600_000);
    expect(hours.map(({ fact }) => fact.to)).toEqual([Date.parse('2026-11-21T12:00:00Z')]);
  });

  it('tells candles over REST that are the same as over the socket', async () => {
    await open({ restUrl: venue.restUrl, historyMs: 600_000 });
    await pumpFor(clock, 40_000);
    const streamed = said
      .of('btc-usd', 'candle')
      .find(({ fact }) => fact.closed && fact.to === Date.parse('2026-11-21T11:59:00Z'));
    await source.stop();
    const again = new OracleRecorder();
    source = openBinance({
      url: venue.url,
      restUrl: venue.restUrl,
      historyMs: 600_000,
      clock,
      random: seededRandom(1),
    });
    source.watch(['btc-usd']);
    await source.start(again);
    const read = () => again.of('btc-usd', 'candle').find(({ fact }) => fact.to === streamed?.fact.to);
    await pumpUntil(clock, () => read() !== undefined);
    expect(read()?.fact).toEqual(streamed?.fact);
  });

  it('says so when candles cannot be read, and goes on without', async () => {
    await open({ restUrl: venue.restUrl, historyMs: 600_000 }, ['btc-usd', 'nonsense-usd']);
    await pumpUntil(clock, () => said.refusedAs('history').length > 0);
    expect(said.refusedAs('history')[0]).toContain('nonsenseusdt');
    expect(source.health().connected).toBe(true);
  });

  it('says no more than five frames a second when much is watched and changed', async () => {
    await open({}, ['btc-usd']);
    for (let i = 0; i < 12; i++) source.watch(i % 2 === 0 ? ['btc-usd', 'eth-usd'] : ['btc-usd', 'sol-usd']);
    await pumpFor(clock, 10_000);
    expect(source.health()).toMatchObject({ connected: true, reconnects: 0 });
    expect(venue.streams().some((stream) => stream.startsWith('solusdt'))).toBe(true);
    expect(venue.streams().some((stream) => stream.startsWith('ethusdt'))).toBe(false);
  });

  it('replaces its connection before it ends, and tells every trade once', async () => {
    await open({ rotateMs: 20_000, overlapMs: 2_000, trades: 'trade' });
    await pumpUntil(clock, () => source.rotations === 2);
    await pumpFor(clock, 2_000);
    expect(venue.connections()).toBe(1);
    expect(source.health()).toMatchObject({ reconnects: 0, refused: 0, trouble: null });
    const times = trades().map(({ eventTime }) => eventTime);
    expect(new Set(times).size).toBe(times.length);
    expect(said.refusedAs('gap')).toEqual([]);
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(40_000);
  });

  it('replaces its connection when the server announces that it goes', async () => {
    await open();
    venue.announceShutdown();
    await pumpUntil(clock, () => source.rotations === 1);
    expect(source.health()).toMatchObject({ connected: true, reconnects: 0 });
  });

  it('goes over to the new connection at once when the old one ends meanwhile', async () => {
    venue = await reopened(venue, clock, { lifetimeMs: 21_000 });
    await open({ rotateMs: 20_000, overlapMs: 3_000 });
    await pumpUntil(clock, () => source.rotations === 1);
    await pumpFor(clock, 1_000);
    expect(source.health()).toMatchObject({ connected: true, reconnects: 0, refused: 0 });
  });

  it('counts trades that never came, and returns after a drop', async () => {
    await open();
    venue.faults.lose(3);
    await pumpUntil(clock, () => said.refusedAs('gap').length > 0);
    expect(said.refusedAs('gap')[0]).toContain('3 trades of btcusdt');
    venue.drop();
    await pumpUntil(clock, () => source.health().reconnects === 1);
    const before = said.ticks.length;
    await pumpUntil(clock, () => said.ticks.length > before + 5);
    expect(source.health()).toMatchObject({ connected: true, trouble: null });
  });

  it('counts no trade twice that is sent twice', async () => {
    await open({ intervals: [] });
    await pumpFor(clock, 1_000);
    venue.faults.repeat(4);
    await pumpFor(clock, 3_000);
    const times = trades().map(({ eventTime }) => eventTime);
    expect(new Set(times).size).toBe(times.length);
    expect(said.refusals).toEqual([]);
  });

  it('takes a frozen feed for stale though its pings go on, and connects anew', async () => {
    await open();
    venue.faults.frozen = true;
    await pumpUntil(clock, () => said.refusedAs('stale').length > 0, 200);
    expect(said.refusedAs('stale')[0]).toContain('btc-usd');
    expect(clock.now() - (source.health().lastTickAt ?? 0)).toBeLessThan(20_000);
    venue.faults.frozen = false;
    const before = said.ticks.length;
    await pumpUntil(clock, () => said.ticks.length > before && source.health().trouble === null, 200);
  });

  it('says by how much the clock of the exchange is off', async () => {
    await open();
    venue.faults.skewMs = 8_000;
    await pumpUntil(clock, () => (source.health().clockSkewMs ?? 0) > 7_000, 200);
    expect(source.health().trouble).toMatch(/clock is \d+ ms ahead of ours/);
  });

  it('refuses times that no clock explains, and prices that are none', async () => {
    await open();
    venue.faults.skewMs = 3_600_000;
    await pumpUntil(clock, () => said.refusedAs('bad-time').length > 0);
    venue.faults.skewMs = 0;
    venue.faults.lie('btc-usdt', () => 0);
    await pumpUntil(clock, () => said.refusedAs('malformed').length > 0);
    expect(said.refusedAs('malformed')[0]).toContain('btcusdt');
  });

  it.each([
    [1008, 60_000],
    [1006, 0],
  ])('waits after the closing code %i for at least %i ms', async (code, leastMs) => {
    await open();
    if (code === 1006) venue.drop();
    else venue.closeAll(code);
    await pumpUntil(clock, () => !source.health().connected);
    const lostAt = clock.now();
    await pumpUntil(clock, () => source.health().connected, 200);
    expect(clock.now() - lostAt).toBeGreaterThanOrEqual(leastMs);
    expect(clock.now() - lostAt).toBeLessThan(leastMs + 2_000);
  });

  it('stays off where Binance does not serve, and says so', async () => {
    venue.faults.refuseUpgrades(451, 1);
    source = openBinance({ url: venue.url, clock, random: seededRandom(1) });
    source.watch(['btc-usd']);
    await source.start(said);
    await pumpFor(clock, 120_000, 1_000);
    expect(source.health()).toMatchObject({ connected: false, ticks: 0 });
    expect(source.health().trouble).toContain('HTTP 451');
  });

  it('obeys Retry-After', async () => {
    venue.faults.refuseUpgrades(429, 1, 90);
    source = openBinance({ url: venue.url, clock, random: seededRandom(1) });
    source.watch(['btc-usd']);
    await source.start(said);
    const refusedAt = clock.now();
    await pumpUntil(clock, () => source.health().connected, 500);
    expect(clock.now() - refusedAt).toBeGreaterThanOrEqual(90_000);
  });

  it('refuses what is no pair, once, and tells of a pair that stays silent', async () => {
    await open({}, ['btc-usd', 'knyc', 'nonsense-usd']);
    source.watch(['btc-usd', 'knyc', 'nonsense-usd']);
    expect(said.refusedAs('unknown-symbol')).toHaveLength(1);
    await pumpUntil(clock, () => (source.health().trouble ?? '').includes('nonsense-usd'), 200);
    expect(said.of('btc-usd', 'price').length).toBeGreaterThan(0);
  });

  it('is idle while nothing is watched', async () => {
    await open();
    source.watch([]);
    await pumpUntil(clock, () => venue.connections() === 0);
    expect(source.health()).toMatchObject({ connected: false, trouble: null });
    source.watch(['eth-usd']);
    await pumpUntil(clock, () => said.of('eth-usd', 'price').length > 0);
  });
});

async function reopened(
  venue: BinanceStandIn,
  clock: SimulatedClock,
  options: { readonly lifetimeMs: number },
): Promise<BinanceStandIn> {
  await venue.close();
  return startBinance({ clock, priceOf: prices, ...options });
}
