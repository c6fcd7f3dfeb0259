import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import type { CoinbaseStandIn } from '@pm-arbitrage/simulator/oracles/coinbase/coinbase-stand-in.js';
import { startAdvanced } from '@pm-arbitrage/simulator/oracles/coinbase/start-advanced.js';
import { startExchange } from '@pm-arbitrage/simulator/oracles/coinbase/start-exchange.js';
import { seededPrices } from '@pm-arbitrage/simulator/oracles/seeded-prices.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OracleRecorder } from '../../testing/oracle-recorder.js';
import { pumpFor, pumpUntil } from '../../testing/pump.js';
import type { SocketOracle } from '../../transport/socket-oracle.js';
import { openCoinbase, type CoinbaseOptions } from './open-coinbase.js';

/** Off the grids of trades and heartbeats. */
const START = Date.parse('2026-11-21T12:00:00.020Z');
const prices = seededPrices({ seed: 5, origin: START });

describe.each([
  ['exchange', startExchange],
  ['advanced', startAdvanced],
] as const)('Coinbase, %s feed', (protocol, startFeed) => {
  let clock: SimulatedClock;
  let venue: CoinbaseStandIn;
  let source: SocketOracle;
  let said: OracleRecorder;

  const open = async (symbols = ['btc-usd'], options: Partial<CoinbaseOptions> = {}) => {
    source = openCoinbase({ url: venue.url, protocol, clock, random: seededRandom(1), ...options });
    source.watch(symbols);
    await source.start(said);
    await pumpUntil(clock, () => said.ticks.length > 0);
  };

  beforeEach(async () => {
    clock = new SimulatedClock(START);
    venue = await startFeed({ clock, priceOf: prices });
    said = new OracleRecorder();
  });

  afterEach(async () => {
    await source.stop();
    await venue.close();
  });

  it('tells trades and mids in dollars, the last trade before the subscription as delayed', async () => {
    await open(['btc-usd', 'eth-usd']);
    await pumpFor(clock, 5_000);
    for (const symbol of ['btc-usd', 'eth-usd']) {
      const ticks = said.of(symbol, 'price');
      const past = ticks.filter(({ quality }) => quality === 'delayed');
      expect(past.length).toBe(protocol === 'exchange' ? 1 : 3);
      expect(ticks.filter(({ quality }) => quality === 'live').length).toBeGreaterThan(8);
      for (const { fact, eventTime, unit, source: name } of ticks) {
        expect({ unit, name }).toEqual({ unit: 'usd', name: 'coinbase' });
        expect(Math.abs(fact.price / prices(symbol, eventTime) - 1)).toBeLessThan(0.000_5);
      }
    }
    expect(source.health()).toMatchObject({ connected: true, refused: 0, reconnects: 0, trouble: null });
    expect(Math.abs(source.health().clockSkewMs ?? 1e9)).toBeLessThan(10_000);
  });

  it('keeps its connection for minutes, quiet products included', async () => {
    await open();
    await pumpFor(clock, 180_000, 200);
    expect(source.health()).toMatchObject({ connected: true, refused: 0, reconnects: 0 });
  });

  it('notices lost trades, and goes on', async () => {
    await open();
    await pumpFor(clock, 1_000);
    venue.faults.lose(2);
    await pumpUntil(clock, () => said.refusedAs('gap').length > 0);
    if (protocol === 'exchange') expect(said.refusedAs('gap')[0]).toContain('2 trades of BTC-USD');
    const before = said.ticks.length;
    await pumpUntil(clock, () => source.health().connected && said.ticks.length > before + 3);
    expect(source.health().reconnects).toBe(protocol === 'exchange' ? 0 : 1);
  });

  it('takes a frozen feed for dead and connects anew', async () => {
    await open();
    venue.faults.frozen = true;
    await pumpUntil(clock, () => !source.health().connected, 100);
    expect(source.health().trouble).toMatch(/silent for \d+ ms/);
    venue.faults.frozen = false;
    await pumpUntil(clock, () => source.health().trouble === null && said.ticks.at(-1)?.quality === 'live', 100);
    expect(source.health().reconnects).toBeGreaterThanOrEqual(1);
  });

  it('returns after a drop, and tells what it told already not again', async () => {
    await open();
    await pumpFor(clock, 2_000);
    venue.drop();
    await pumpUntil(clock, () => source.health().reconnects === 1);
    await pumpFor(clock, 2_000);
    const told = new Map<number, number>();
    for (const { eventTime } of said.of('btc-usd', 'price')) told.set(eventTime, (told.get(eventTime) ?? 0) + 1);
    // On the Exchange feed the quotes after a trade carry its time.
    const most = protocol === 'exchange' ? 2 : 1;
    for (const [time, count] of told) if (time % 400 === 0) expect(count).toBeLessThanOrEqual(most);
    expect(told.size).toBeGreaterThan(8);
  });

  it('gives up a product that Coinbase does not know, and keeps the others', async () => {
    await open(['btc-usd', 'nope-usd']);
    await pumpUntil(clock, () => said.refusedAs('unknown-symbol').length > 0);
    expect(said.refusedAs('unknown-symbol')[0]).toContain('nope-usd');
    const before = said.ticks.length;
    await pumpUntil(clock, () => source.health().connected && said.ticks.length > before + 5);
    const { reconnects } = source.health();
    await pumpFor(clock, 70_000, 200);
    expect(source.health()).toMatchObject({ connected: true, reconnects, trouble: null });
  });

  it('is idle when Coinbase knows nothing of what is watched', async () => {
    source = openCoinbase({ url: venue.url, protocol, clock, random: seededRandom(1) });
    source.watch(['nope-usd']);
    await source.start(said);
    await pumpUntil(clock, () => said.refusedAs('unknown-symbol').length > 0);
    await pumpFor(clock, 30_000, 200);
    expect(venue.connections()).toBe(0);
    expect(source.health()).toMatchObject({ connected: false, reconnects: 0, trouble: null });
  });

  it('follows what is watched', async () => {
    await open(['btc-usd']);
    source.watch(['eth-usd']);
    await pumpUntil(clock, () => said.of('eth-usd', 'price').length > 2);
    await pumpUntil(clock, () => !venue.products().includes('BTC-USD'));
    const before = said.of('btc-usd', 'price').length;
    await pumpFor(clock, 2_000);
    expect(said.of('btc-usd', 'price').length).toBe(before);
  });

  it('refuses prices that cannot be, and says when the clock is off', async () => {
    await open();
    venue.faults.lie('btc-usd', () => -5);
    await pumpUntil(clock, () => said.refusedAs('malformed').length > 0);
    venue.faults.honest();
    venue.faults.skewMs = -9_000;
    await pumpUntil(clock, () => (source.health().clockSkewMs ?? 0) < -7_000, 200);
    expect(source.health().trouble).toContain('behind ours');
  });

  it('obeys Retry-After', async () => {
    venue.faults.refuseUpgrades(429, 1, 40);
    source = openCoinbase({ url: venue.url, protocol, clock, random: seededRandom(1) });
    source.watch(['btc-usd']);
    await source.start(said);
    const refusedAt = clock.now();
    await pumpUntil(clock, () => source.health().connected, 500);
    expect(clock.now() - refusedAt).toBeGreaterThanOrEqual(40_000);
  });
});

it('notices by the heartbeats that trades are missing while the rest of the feed goes on', async () => {
  const clock = new SimulatedClock(START);
  const venue = await startExchange({ clock, priceOf: prices });
  const said = new OracleRecorder();
  const source = openCoinbase({ url: venue.url, clock, random: seededRandom(1) });
  source.watch(['btc-usd']);
  await source.start(said);
  await pumpUntil(clock, () => said.ticks.length > 3);
  venue.faults.lose(1_000);
  await pumpUntil(clock, () => said.refusedAs('gap').length >= 2, 100);
  expect(said.refusedAs('gap').join()).toMatch(/trades of BTC-USD up to \d+ never came/);
  // Heartbeats that know of newer trades are no news of the price.
  await pumpUntil(clock, () => said.refusedAs('stale').length > 0, 200);
  await source.stop();
  await venue.close();
});
