import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import type { OracleTick } from '@pm-arbitrage/core/domain/oracle-tick.js';
import type { OracleSource } from '@pm-arbitrage/core/ports/oracle-source.js';
import { BasisTracker, type Basis } from '@pm-arbitrage/core/oracles/basis-tracker.js';
import { fuseTicks } from '@pm-arbitrage/core/oracles/fuse-ticks.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { type Simulator, startSimulator } from '@pm-arbitrage/simulator/start-simulator.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OracleRecorder } from '../testing/oracle-recorder.js';
import { pumpFor, pumpUntil } from '../testing/pump.js';
import { openBinance } from './binance/open-binance.js';
import { openCfBenchmarks } from './cf-benchmarks/open-cf-benchmarks.js';
import { openCoinbase } from './coinbase/open-coinbase.js';
import { openPolybolt } from './polybolt/open-polybolt.js';

const START = Date.parse('2026-11-21T12:00:00.020Z');
const STALE_MS = 5_000;

describe('all sources of one world', () => {
  let clock: SimulatedClock;
  let simulator: Simulator;
  let said: OracleRecorder;
  let sources: OracleSource[];

  const newest = () => {
    const ticks = new Map<string, OracleTick>();
    for (const tick of said.of('btc-usd', 'price')) ticks.set(tick.source, tick);
    return [...ticks.values()];
  };
  const fused = (bases?: ReadonlyMap<string, Basis>) =>
    fuseTicks({ symbol: 'btc-usd', kind: 'price', unit: 'usd' }, newest(), {
      now: clock.now(),
      staleMs: STALE_MS,
      deviations: 6,
      floor: 40,
      ...(bases ? { bases } : {}),
    });

  beforeEach(async () => {
    clock = new SimulatedClock(START);
    simulator = await startSimulator({ seed: 4, origin: START - 600_000, clock, participants: false });
    said = new OracleRecorder();
    const { crypto, kalshi } = simulator.endpoints;
    const common = { clock, random: seededRandom(1) };
    const credentials = { keyId: kalshi.apiKeyId, privateKey: kalshi.privateKeyPem };
    sources = [
      openBinance({ ...common, url: crypto.binanceUrl }),
      openCoinbase({ ...common, url: crypto.coinbaseUrl }),
      openCfBenchmarks({ ...common, url: kalshi.wsUrl, credentials }),
      openPolybolt({ ...common, url: crypto.polyboltUrl, credentials: crypto.polyboltKey }),
    ];
    for (const source of sources) source.watch(['btc-usd']);
    await Promise.all(sources.map((source) => source.start(said)));
    await pumpUntil(clock, () => new Set(said.ticks.map(({ source }) => source)).size === 5);
    await pumpFor(clock, 3_000);
  });

  afterEach(async () => {
    await Promise.all(sources.map((source) => source.stop()));
    await simulator.close();
  });

  it('agree to a few dollars, but for the one in Tether, which has no vote without its basis', () => {
    const { tick, voters, leftOut } = fused();
    expect(voters).toEqual(['cf-benchmarks', 'coinbase', 'pyth']);
    expect(leftOut).toMatchObject([{ source: 'binance', why: 'other-unit' }]);
    expect(tick?.uncertainty).toBeLessThan(40);
  });

  it('have all a vote once the basis is known', async () => {
    const binance = new BasisTracker({ halfLifeMs: 600_000, pairWithinMs: 1_000, leastSamples: 30 });
    const from = said.ticks.length;
    await pumpFor(clock, 40_000);
    for (const { source, fact, eventTime } of said.ticks.slice(from)) {
      if (fact.kind !== 'price') continue;
      if (source === 'binance') binance.source(fact.price, eventTime);
      if (source === 'cf-benchmarks') binance.index(fact.price, eventTime);
    }
    const { basis } = binance;
    expect(basis?.mean).toBeGreaterThan(10);
    expect(basis?.mean).toBeLessThan(45);
    const { voters, tick } = fused(new Map(basis ? [['binance', basis]] : []));
    expect(voters).toEqual(['binance', 'cf-benchmarks', 'coinbase', 'pyth']);
    const truth = said.of('btc-usd', 'price').findLast(({ source }) => source === 'cf-benchmarks')?.fact.price ?? 0;
    expect(Math.abs((tick?.fact.kind === 'price' ? tick.fact.price : 0) - truth)).toBeLessThan(40);
  });

  it('outvote the one that lies, and name it', async () => {
    simulator.crypto.coinbase.faults.lie('btc-usd', (price) => price * 1.01);
    await pumpFor(clock, 2_000);
    const { voters, leftOut } = fused();
    expect(voters).toEqual(['cf-benchmarks', 'pyth']);
    expect(leftOut).toContainEqual(expect.objectContaining({ source: 'coinbase', why: 'lying' }));
  });

  it('leave out the one that is frozen within the stale limit', async () => {
    simulator.crypto.polybolt.faults.frozen = true;
    await pumpFor(clock, STALE_MS + 1_500);
    expect(fused().voters).toEqual(['cf-benchmarks', 'coinbase']);
    expect(fused().leftOut).toContainEqual(expect.objectContaining({ source: 'pyth', why: 'stale' }));
  });
});
