import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { Exchange } from '@pm-arbitrage/simulator/engine/exchange.js';
import { FaultBoard } from '@pm-arbitrage/simulator/faults/fault-board.js';
import { demoKey } from '@pm-arbitrage/simulator/kalshi/demo-key.js';
import { startKalshi, type KalshiStandIn } from '@pm-arbitrage/simulator/kalshi/kalshi-stand-in.js';
import { seededPrices } from '@pm-arbitrage/simulator/oracles/seeded-prices.js';
import { World } from '@pm-arbitrage/simulator/world/world.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OracleRecorder } from '../../testing/oracle-recorder.js';
import { pumpFor, pumpUntil } from '../../testing/pump.js';
import type { SocketOracle } from '../../transport/socket-oracle.js';
import { openCfBenchmarks, type CfBenchmarksOptions } from './open-cf-benchmarks.js';

const SEED = 5;
const CLOSE = Date.parse('2026-11-21T12:15:00Z');
const START = CLOSE - 75_000;
const key = demoKey(SEED);
const prices = seededPrices({ seed: SEED, origin: START - 3_600_000 });
const printed = (time: number) => Number(prices('btc-usd', time).toFixed(2));

describe('the relay of CF Benchmarks', () => {
  let clock: SimulatedClock;
  let faults: FaultBoard;
  let venue: KalshiStandIn;
  let source: SocketOracle;
  let said: OracleRecorder;

  const make = (options: Partial<CfBenchmarksOptions> = {}) =>
    openCfBenchmarks({
      url: venue.wsUrl,
      credentials: { keyId: key.id, privateKey: key.privateKeyPem },
      clock,
      random: seededRandom(1),
      ...options,
    });

  const open = async (symbols = ['btc-usd'], options: Partial<CfBenchmarksOptions> = {}) => {
    source = make(options);
    source.watch(symbols);
    await source.start(said);
    await pumpUntil(clock, () => said.ticks.length > 0);
  };

  beforeEach(async () => {
    clock = new SimulatedClock(START);
    faults = new FaultBoard(clock);
    const world = new World({ seed: SEED, origin: START, speed: 1, protocolV2Lanes: [], ruleChangesAt: [] });
    venue = await startKalshi({
      exchange: new Exchange(world, clock, false),
      clock,
      faults,
      host: '127.0.0.1',
      port: 0,
      keys: [key],
      accounts: [],
      indexPrice: prices,
    });
    said = new OracleRecorder();
  });

  afterEach(async () => {
    await source.stop();
    await venue.close();
  });

  it('tells the index each second, with its average of sixty seconds', async () => {
    await open(['btc-usd', 'eth-usd']);
    await pumpFor(clock, 5_000);
    for (const { fact, eventTime, source: name, unit } of said.of('btc-usd', 'price')) {
      expect({ name, unit }).toEqual({ name: 'cf-benchmarks', unit: 'usd' });
      expect(fact.price).toBe(printed(eventTime));
    }
    const rolling = said.of('btc-usd', 'average');
    expect(rolling.length).toBeGreaterThanOrEqual(4);
    for (const { fact, eventTime } of rolling)
      expect(fact).toMatchObject({ from: eventTime - 60_000, to: eventTime, samples: 60, of: 60 });
    expect(said.of('eth-usd', 'price').length).toBeGreaterThanOrEqual(4);
    expect(source.health()).toMatchObject({ connected: true, refused: 0, reconnects: 0, trouble: null });
  });

  it('tells the settling average through the last minute, and the settlement itself as final', async () => {
    await open();
    await pumpUntil(clock, () => clock.now() > CLOSE + 3_000, 100);
    const settling = said.of('btc-usd', 'average').filter(({ quality }) => quality !== 'live');
    expect(settling.map(({ fact }) => fact.samples)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
    expect(settling.every(({ fact }) => fact.from === CLOSE - 60_000 && fact.to === CLOSE)).toBe(true);
    expect(settling.filter(({ quality }) => quality === 'final')).toHaveLength(1);
    let sum = 0;
    for (let time = CLOSE - 59_000; time <= CLOSE; time += 1_000) sum += printed(time);
    expect(settling.at(-1)).toMatchObject({ quality: 'final', eventTime: CLOSE });
    expect(settling.at(-1)?.fact.price).toBeCloseTo(sum / 60, 7);
  });

  it('takes the fast channel as well when told to', async () => {
    await open(['btc-usd'], { fast: true });
    await pumpFor(clock, 3_000);
    expect(said.of('btc-usd', 'price').length).toBeGreaterThanOrEqual(15);
    expect(source.health()).toMatchObject({ connected: true, refused: 0 });
  });

  it('follows what is watched', async () => {
    await open(['btc-usd']);
    source.watch(['eth-usd']);
    await pumpUntil(clock, () => said.of('eth-usd', 'price').length > 0);
    await pumpFor(clock, 1_000);
    const before = said.of('btc-usd', 'price').length;
    await pumpFor(clock, 3_000);
    expect(said.of('btc-usd', 'price').length).toBe(before);
    expect(source.health()).toMatchObject({ refused: 0, reconnects: 0 });
  });

  it('refuses a symbol without an index', async () => {
    await open(['btc-usd', 'usdt-usd']);
    expect(said.refusedAs('unknown-symbol')).toHaveLength(1);
    expect(said.refusedAs('unknown-symbol')[0]).toContain('usdt-usd');
  });

  it('counts prints that were skipped, and those that came twice', async () => {
    await open();
    venue.indexFaults.lose(2);
    await pumpUntil(clock, () => said.refusedAs('gap').length > 0);
    expect(said.refusedAs('gap')[0]).toContain('2 frames');
    venue.indexFaults.repeat(1);
    await pumpUntil(clock, () => said.refusedAs('late').length > 0);
    expect(source.health()).toMatchObject({ connected: true, reconnects: 0 });
  });

  it('returns after a drop and after a freeze that leaves the pings', async () => {
    await open();
    faults.inject({ venue: 'kalshi', kind: 'drop-sockets' });
    await pumpUntil(clock, () => source.health().reconnects === 1);
    const frozen = faults.inject({ venue: 'kalshi', kind: 'freeze-sockets', heartbeats: true });
    await pumpUntil(clock, () => said.refusedAs('stale').length > 0, 200);
    faults.clear(frozen);
    const before = said.ticks.length;
    await pumpUntil(clock, () => said.ticks.length > before && source.health().trouble === null, 200);
    expect(source.health().reconnects).toBeGreaterThanOrEqual(2);
  });

  it('refuses a price that is none, and says when the clock of the index is off', async () => {
    await open();
    venue.indexFaults.lie('btc-usd', () => -1);
    await pumpUntil(clock, () => said.refusedAs('malformed').length > 0);
    venue.indexFaults.honest();
    venue.indexFaults.skewMs = 20_000;
    await pumpUntil(clock, () => (source.health().trouble ?? '').includes('ahead of ours'), 200);
    expect(source.health().clockSkewMs).toBeGreaterThan(5_000);
  });

  it('is not thrown off by one time that cannot be', async () => {
    await open();
    venue.indexFaults.skewMs = 86_400_000;
    await pumpUntil(clock, () => said.refusedAs('bad-time').length > 0);
    venue.indexFaults.skewMs = 0;
    const before = said.ticks.length;
    await pumpUntil(clock, () => said.ticks.length > before + 3);
    expect(said.refusedAs('late')).toEqual([]);
  });

  it('stays off without a key, and says so', async () => {
    source = make({ credentials: null });
    source.watch(['btc-usd']);
    await source.start(said);
    await pumpFor(clock, 30_000, 1_000);
    expect(source.health()).toMatchObject({ connected: false, ticks: 0 });
    expect(source.health().trouble).toContain('no Kalshi API key');
  });

  it('tries a refused key rarely, and says why it is not connected', async () => {
    const stranger = demoKey(99);
    source = make({ credentials: { keyId: stranger.id, privateKey: stranger.privateKeyPem } });
    source.watch(['btc-usd']);
    await source.start(said);
    await pumpFor(clock, 290_000, 1_000);
    expect(source.health()).toMatchObject({ connected: false });
    expect(source.health().trouble).toContain('HTTP 401');
  });
});
