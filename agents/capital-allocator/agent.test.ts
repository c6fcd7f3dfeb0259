import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { channels } from '@pm-arbitrage/core/bus/channels.js';
import { MemoryBus } from '@pm-arbitrage/core/bus/memory-bus.js';
import { MemoryHub } from '@pm-arbitrage/core/bus/memory-hub.js';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { configSchema } from '@pm-arbitrage/core/config/schema.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { ledger } from '@pm-arbitrage/core/db/schema/schema.js';
import { createEmbeddedDatabase, emptyDatabase } from '@pm-arbitrage/core/db/test-database.js';
import type { Alert } from '@pm-arbitrage/core/domain/alert.js';
import type { AllocationTable } from '@pm-arbitrage/core/domain/allocation.js';
import type { Platform } from '@pm-arbitrage/core/domain/platform.js';
import { MemoryHotState } from '@pm-arbitrage/core/hot-state/memory-hot-state.js';
import { depositPostings } from '@pm-arbitrage/core/ledger/postings.js';
import { post } from '@pm-arbitrage/core/ledger/post.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { parseUsd } from '@pm-arbitrage/core/money/money.js';
import { seededIds } from '@pm-arbitrage/core/random/ids.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { HaltFile } from '@pm-arbitrage/core/runtime/halt-file.js';
import { HaltState } from '@pm-arbitrage/core/runtime/halt-state.js';
import { runAgent } from '@pm-arbitrage/core/runtime/run-agent.js';
import { capitalAllocator } from './agent.js';

const T0 = Date.UTC(2026, 10, 21, 12);
const FOUR_HOURS = 4 * 3_600_000;

let database: Database;
beforeAll(async () => {
  database = await createEmbeddedDatabase();
});
afterAll(() => database.close());
beforeEach(() => emptyDatabase(database));

async function place() {
  const clock = new SimulatedClock(T0);
  const hub = new MemoryHub();
  const ids = seededIds(seededRandom(1));
  const world = new MemoryBus(hub, { source: 'world', clock, ids });
  const alerts: Alert[] = [];
  const tables: AllocationTable[] = [];
  const consume = { group: 'w', consumer: 'w' };
  await world.consume(channels.alerts, consume, async (alert) => void alerts.push(alert));
  await world.consume(channels.allocations, consume, async (table) => void tables.push(table));
  const deposit = (platform: Platform, dollars: string) => {
    const postings = depositPostings(platform, parseUsd(dollars));
    return post(database.queries, { mode: 'paper', entry: `deposit:${platform}`, tradeId: null, at: T0, postings });
  };
  const start = () =>
    runAgent(capitalAllocator, {
      config: configSchema.parse({}),
      clock,
      random: seededRandom(1),
      ids,
      log: createLogger('silent'),
      database,
      hot: new MemoryHotState(clock),
      metrics: new Registry(),
      halt: new HaltState(),
      haltFile: new HaltFile(mkdtempSync(join(tmpdir(), 'allocator-'))),
      busFor: (source: string) => new MemoryBus(hub, { source, clock, ids }),
      close: async () => undefined,
    });
  return { alerts, clock, deposit, start, tables };
}

it('advises at its start and every four hours, shows the advice, and moves nothing itself', async () => {
  const { alerts, clock, deposit, start } = await place();
  await deposit('polymarket', '1300');
  await deposit('kalshi', '700');
  const agent = await start();
  await expect.poll(() => alerts.length).toBe(1);
  expect(alerts[0]).toMatchObject({
    tier: 'routine',
    kind: 'capital.advice',
    title: 'Capital: move $300.00 from polymarket to kalshi',
    body:
      'polymarket has $1300.00 ($1300.00 cash), its share is 50 %; kalshi has $700.00 ($700.00 cash), its share is 50 %. ' +
      '10 % stay at each venue as the reserve. The swarm never moves money itself.',
  });
  expect(agent.heartbeat().details).toMatchObject({
    polymarket: '$1300.00 ($1300.00 cash)',
    kalshi: '$700.00 ($700.00 cash)',
    reserve: '$200.00',
    advice: 'move $300.00 from polymarket to kalshi',
  });
  clock.advanceBy(FOUR_HOURS - 1);
  expect(alerts).toHaveLength(1);
  clock.advanceBy(2_000);
  await expect.poll(() => alerts.length).toBe(2);
  expect(await database.queries.select().from(ledger)).toHaveLength(4);
  await agent.stop();
});

it('raises nothing where there is nothing to move', async () => {
  const { alerts, deposit, start, tables } = await place();
  await deposit('polymarket', '1000');
  await deposit('kalshi', '1000');
  const agent = await start();
  expect(agent.heartbeat().details).toMatchObject({ advice: 'nothing to move', bankroll: parseUsd('2000') });
  await expect.poll(() => tables.length).toBe(1);
  expect(alerts).toEqual([]);
  await agent.stop();
});

it('waits for the second account to open before it calls the first one too rich, and then shares out both', async () => {
  const { alerts, clock, deposit, start, tables } = await place();
  await deposit('polymarket', '1000');
  const agent = await start();
  expect(agent.heartbeat().details).not.toHaveProperty('advice');
  await deposit('kalshi', '1000');
  const later = () => {
    clock.advanceBy(1_000);
    return tables.map(({ bankroll }) => bankroll);
  };
  await expect.poll(later, { interval: 20 }).toEqual([parseUsd('1000'), parseUsd('2000')]);
  expect(agent.heartbeat().details).toMatchObject({ advice: 'nothing to move' });
  expect(alerts).toEqual([]);
  await agent.stop();
});
