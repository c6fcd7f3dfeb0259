import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { channels } from '@pm-arbitrage/core/bus/channels.js';
import { MemoryBus } from '@pm-arbitrage/core/bus/memory-bus.js';
import { MemoryHub } from '@pm-arbitrage/core/bus/memory-hub.js';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { configSchema } from '@pm-arbitrage/core/config/schema.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { createEmbeddedDatabase, emptyDatabase } from '@pm-arbitrage/core/db/test-database.js';
import type { Alert } from '@pm-arbitrage/core/domain/alert.js';
import { FUSED, type OracleTick } from '@pm-arbitrage/core/domain/oracle-tick.js';
import { MemoryHotState } from '@pm-arbitrage/core/hot-state/memory-hot-state.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import type { OracleSink, OracleSource } from '@pm-arbitrage/core/ports/oracle-source.js';
import { seededIds } from '@pm-arbitrage/core/random/ids.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { HaltFile } from '@pm-arbitrage/core/runtime/halt-file.js';
import { HaltState } from '@pm-arbitrage/core/runtime/halt-state.js';
import { runAgent } from '@pm-arbitrage/core/runtime/run-agent.js';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { aMarket, T0 } from '../opportunity-scanner/scanner-fixtures.js';
import { oracleAgent } from './agent.js';

let database: Database;
beforeAll(async () => {
  database = await createEmbeddedDatabase();
});
afterAll(() => database.close());
beforeEach(() => emptyDatabase(database));

/** A source that says what the test lets it say. */
class ScriptedSource implements OracleSource {
  readonly type = 'crypto';
  readonly watched: string[][] = [];
  trouble: string | null = null;
  lastTickAt: number | null = null;
  #sink: OracleSink | null = null;
  constructor(readonly name: string) {}
  async start(sink: OracleSink) {
    this.#sink = sink;
  }
  watch(symbols: readonly string[]) {
    this.watched.push([...symbols]);
  }
  say(price: number, at: number) {
    this.lastTickAt = at;
    const { name, type } = this;
    const about = { type, symbol: 'btc-usd', source: name, unit: 'usd', quality: 'live', uncertainty: null } as const;
    this.#sink?.tick({ ...about, fact: { kind: 'price', price }, eventTime: at, receivedAt: at });
  }
  health() {
    const { trouble, lastTickAt } = this;
    return { connected: true, ticks: 0, refused: 0, reconnects: 0, lastTickAt, clockSkewMs: null, trouble };
  }
  async stop() {}
}

async function place() {
  const clock = new SimulatedClock(T0);
  const hub = new MemoryHub();
  const ids = seededIds(seededRandom(1));
  const world = new MemoryBus(hub, { source: 'world', clock, ids });
  const sources = ['binance', 'coinbase', 'kraken'].map((name) => new ScriptedSource(name));
  const ticks: OracleTick[] = [];
  const alerts: Alert[] = [];
  await world.follow([channels.oracle('crypto', 'btc-usd')], (tick) => void ticks.push(tick));
  await world.consume(channels.alerts, { group: 'w', consumer: 'w' }, async (alert) => void alerts.push(alert));
  const agent = await runAgent(
    oracleAgent('crypto', {
      open: () => sources,
      needsOf: ({ title }) => [{ type: 'crypto', symbol: title }],
    }),
    {
      config: configSchema.parse({ recorder: { enabled: false }, oracles: { symbols: { crypto: ['btc-usd'] } } }),
      clock,
      random: seededRandom(1),
      ids,
      log: createLogger('silent'),
      database,
      hot: new MemoryHotState(clock),
      metrics: new Registry(),
      halt: new HaltState(),
      haltFile: new HaltFile(mkdtempSync(join(tmpdir(), 'oracle-'))),
      busFor: (source: string) => new MemoryBus(hub, { source, clock, ids }),
      close: async () => undefined,
    },
  );
  return { agent, alerts, clock, sources, ticks, world };
}

it('publishes what each source says and what they say together, one lie outvoted and told of once', async () => {
  const { agent, alerts, clock, sources, ticks } = await place();
  const round = async (prices: readonly number[]) => {
    clock.advanceBy(200);
    for (const [index, source] of sources.entries()) source.say(prices[index] ?? 0, clock.now());
    clock.advanceBy(200);
    for (const [index, source] of sources.entries()) source.say(prices[index] ?? 0, clock.now());
    await expect.poll(() => ticks.at(-1)?.receivedAt).toBe(clock.now());
  };
  await round([84_000, 84_010, 84_020]);
  const fused = () => ticks.filter(({ source }) => source === FUSED).at(-1)?.fact;
  await expect.poll(fused).toMatchObject({ price: 84_010 });
  await round([90_000, 84_010, 84_020]);
  await round([90_000, 84_010, 84_020]);
  await expect.poll(fused).toMatchObject({ price: 84_015 });
  await expect.poll(() => alerts.map(({ kind }) => kind)).toEqual(['oracle.lying']);
  expect(alerts[0]?.title).toBe('binance was outvoted on btc-usd');
  await agent.stop();
});

it('watches what the configuration and the listed markets ask for, and no more what has closed', async () => {
  const { agent, clock, sources, world } = await place();
  const eth = aMarket('kalshi', 'K', { title: 'eth-usd' });
  await world.publishDurable(channels.markets('kalshi'), eth);
  await expect
    .poll(() => {
      clock.advanceBy(1_000);
      return sources[0]?.watched.at(-1);
    })
    .toEqual(['btc-usd', 'eth-usd']);
  await world.publishDurable(channels.markets('kalshi'), { ...eth, status: 'resolved' as const });
  await expect
    .poll(() => {
      clock.advanceBy(1_000);
      return sources[0]?.watched;
    })
    .toEqual([['btc-usd'], ['btc-usd', 'eth-usd'], ['btc-usd']]);
  await agent.stop();
});

it('tells once of a source that is silent, and not of one that has no key', async () => {
  const { agent, alerts, clock, sources } = await place();
  const [first, second, third] = sources as [ScriptedSource, ScriptedSource, ScriptedSource];
  third.trouble = 'no key: set COINBASE_KEY';
  for (let second_ = 0; second_ < 20; second_++) {
    clock.advanceBy(1_000);
    second.say(84_000, clock.now());
  }
  await expect.poll(() => alerts.map(({ title }) => title)).toEqual(['binance has said nothing for 15 s']);
  first.say(84_000, clock.now());
  clock.advanceBy(16_000);
  await expect.poll(() => alerts.length).toBe(3);
  await agent.stop();
});

it('tells when none of its sources works, and when one that worked stopped', async () => {
  const { agent, alerts, clock, sources } = await place();
  for (const source of sources) source.trouble = 'no key: set SOME_KEY';
  for (let second = 0; second < 40; second++) clock.advanceBy(1_000);
  await expect.poll(() => alerts.map(({ title }) => title)).toEqual(['no source of crypto works']);
  expect(alerts[0]?.body).toContain('binance: no key: set SOME_KEY');
  const [first] = sources;
  if (first === undefined) throw new Error('no source');
  first.trouble = null;
  first.say(84_000, clock.now());
  clock.advanceBy(1_000);
  first.trouble = 'it does not answer';
  for (let second = 0; second < 125; second++) clock.advanceBy(1_000);
  await expect.poll(() => alerts.map(({ title }) => title)).toContain('binance has not worked for 120 s');
  await agent.stop();
});
