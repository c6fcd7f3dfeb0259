import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { channels } from '@pm-arbitrage/core/bus/channels.js';
import { MemoryBus } from '@pm-arbitrage/core/bus/memory-bus.js';
import { MemoryHub } from '@pm-arbitrage/core/bus/memory-hub.js';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { type Config, configSchema } from '@pm-arbitrage/core/config/schema.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { createEmbeddedDatabase } from '@pm-arbitrage/core/db/test-database.js';
import type { Alert } from '@pm-arbitrage/core/domain/alert.js';
import { MemoryHotState } from '@pm-arbitrage/core/hot-state/memory-hot-state.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { seededIds } from '@pm-arbitrage/core/random/ids.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { parsedEnvelope } from '@pm-arbitrage/core/recording/parsed-envelope.js';
import { readRecording } from '@pm-arbitrage/core/recording/read-recording.js';
import type { RecordedEntry } from '@pm-arbitrage/core/recording/recorded-entry.js';
import { recordingFiles } from '@pm-arbitrage/core/recording/recording-files.js';
import { HaltFile } from '@pm-arbitrage/core/runtime/halt-file.js';
import { HaltState } from '@pm-arbitrage/core/runtime/halt-state.js';
import { runAgent } from '@pm-arbitrage/core/runtime/run-agent.js';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aBook, aMarket, T0 } from '../opportunity-scanner/scanner-fixtures.js';
import { recorder } from './agent.js';
import { openRawSpool } from './open-raw-spool.js';

const folder = mkdtempSync(join(tmpdir(), 'pm-recorder-'));
let database: Database;
beforeAll(async () => {
  database = await createEmbeddedDatabase();
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
};

async function place(recording: Partial<Config['recorder']> = {}) {
  const dataDir = mkdtempSync(join(folder, 'run-'));
  const defaults = configSchema.parse({ services: { dataDir } });
  const config: Config = { ...defaults, recorder: { ...defaults.recorder, ...recording } };
  const clock = new SimulatedClock(T0);
  const ids = seededIds(seededRandom(1));
  const hub = new MemoryHub();
  const world = new MemoryBus(hub, { source: 'world', clock, ids });
  const alerts: Alert[] = [];
  await world.consume(channels.alerts, { group: 'w', consumer: 'w' }, async (alert) => void alerts.push(alert));
  const services = {
    config,
    clock,
    ids,
    database,
    random: seededRandom(2),
    log: createLogger('silent'),
    hot: new MemoryHotState(clock),
    metrics: new Registry(),
    halt: new HaltState(),
    haltFile: new HaltFile(dataDir),
    busFor: (source: string) => new MemoryBus(hub, { source, clock, ids }),
    close: async () => undefined,
  };
  const recordings = join(dataDir, 'recordings');
  const recorded = async (source: string) => {
    const entries: RecordedEntry[] = [];
    for (const file of await recordingFiles(recordings))
      if (file.source === source) for await (const rows of readRecording(file.path)) entries.push(...rows);
    return entries;
  };
  return { alerts, clock, hub, recorded, recordings, services, world, start: () => runAgent(recorder, services) };
}

it('keeps what goes over the bus, in its order, and what others spooled', async () => {
  const { hub, recorded, services, start, world } = await place();
  const agent = await start();
  const market = aMarket('kalshi', 'K');
  const context = { ...services, instance: 'watcher', name: 'venue-watcher:kalshi', alert: () => undefined };
  const raw = openRawSpool(context as never, 'venue.kalshi');
  raw?.tap.opened('books').frame('{"type":"orderbook_snapshot"}', T0);
  await world.publishDurable(channels.markets('kalshi'), market);
  world.publish(channels.prices('kalshi'), aBook(market, [['0.40', '10']], [['0.45', '5']]));
  await hub.idle();
  await raw?.close();
  await agent.stop();
  const bus = await recorded('bus');
  const told = bus.filter(({ label }) => label.startsWith('venue.kalshi'));
  expect(told.map(({ label, kind }) => [label, kind])).toEqual([
    ['venue.kalshi.markets', 'message'],
    ['venue.kalshi.prices', 'message'],
  ]);
  expect(parsedEnvelope(told[0]!.text)).toMatchObject({ source: 'world', payload: market });
  expect((await recorded('venue.kalshi')).map(({ kind, text }) => [kind, text])).toEqual([
    ['event', 'opened'],
    ['frame', '{"type":"orderbook_snapshot"}'],
  ]);
});

it('warns before room runs out, then lets the oldest closed days go, and never what is open', async () => {
  const { alerts, clock, recordings, start } = await place({ diskLimitMegabytes: 10 });
  const day = (name: string, megabytes: number) => {
    const at = join(recordings, 'venue.kalshi', `date=${name}`);
    mkdirSync(at, { recursive: true });
    writeFileSync(join(at, '1-a.parquet'), Buffer.alloc(megabytes * 1_000_000));
  };
  const days = async () => (await recordingFiles(recordings)).map(({ path }) => path.match(/date=([^/]+)/)?.[1]);
  day('2026-11-18', 5);
  day('2026-11-19', 3.5);
  const agent = await start();
  await until(() => alerts.length > 0);
  expect(alerts).toMatchObject([{ kind: 'recorder.disk', tier: 'important' }]);
  expect(await days()).toEqual(['2026-11-18', '2026-11-19']);
  day('2026-11-20', 4);
  clock.advanceBy(60_000);
  await until(() => agent.heartbeat().details['removed'] === 1);
  expect(await days()).toEqual(['2026-11-19', '2026-11-20']);
  expect(agent.heartbeat().details['megabytes']).toBe(8);
  await agent.stop();
});

it('takes what an oracle says beside what it hears, and nothing where it is switched off or there is no common disk', async () => {
  const context = (services: Awaited<ReturnType<typeof place>>['services']) =>
    ({ ...services, instance: 'i', name: 'oracle:crypto', alert: () => undefined }) as never;
  for (const off of [{ enabled: false }, { frames: false }])
    expect(openRawSpool(context((await place(off)).services), 'oracle.crypto')).toBeNull();
  const world = await place();
  const raw = openRawSpool(context(world.services), 'oracle.crypto');
  raw?.message(channels.oracle('crypto', 'btc-usd'), { symbol: 'btc-usd' } as never, T0 - 5);
  await raw?.close();
  const agent = await world.start();
  await agent.stop();
  const [entry] = await world.recorded('oracle.crypto');
  expect(entry?.label).toBe('oracle.crypto.btc-usd');
  expect(parsedEnvelope(entry!.text)).toMatchObject({ source: 'oracle:crypto', eventTime: T0 - 5, publishTime: T0 });
});
