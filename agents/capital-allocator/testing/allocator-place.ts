import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { latestAllocation } from '@pm-arbitrage/core/allocations/latest-allocation.js';
import { closeTrade } from '@pm-arbitrage/core/allocations/testing/close-trade.js';
import { channels } from '@pm-arbitrage/core/bus/channels.js';
import { MemoryBus } from '@pm-arbitrage/core/bus/memory-bus.js';
import { MemoryHub } from '@pm-arbitrage/core/bus/memory-hub.js';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { type Config, configSchema } from '@pm-arbitrage/core/config/schema.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { allocations } from '@pm-arbitrage/core/db/schema/schema.js';
import type { Alert } from '@pm-arbitrage/core/domain/alert.js';
import type { AllocationEntry, AllocationTable } from '@pm-arbitrage/core/domain/allocation.js';
import type { Platform } from '@pm-arbitrage/core/domain/platform.js';
import { MemoryHotState } from '@pm-arbitrage/core/hot-state/memory-hot-state.js';
import { depositPostings } from '@pm-arbitrage/core/ledger/postings.js';
import { post } from '@pm-arbitrage/core/ledger/post.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { parseUsd, type Usd, usd } from '@pm-arbitrage/core/money/money.js';
import { seededIds } from '@pm-arbitrage/core/random/ids.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { HaltFile } from '@pm-arbitrage/core/runtime/halt-file.js';
import { HaltState } from '@pm-arbitrage/core/runtime/halt-state.js';
import { runAgent } from '@pm-arbitrage/core/runtime/run-agent.js';
import { asc } from 'drizzle-orm';
import { Registry } from 'prom-client';
import { capitalAllocator } from '../agent.js';

export const configOf = (...strategies: string[]): Config => configSchema.parse({ trading: { strategies } });

/** The allocator on a database, with a clock that stands until it is told to move. */
export async function allocatorPlace(database: Database, start: number) {
  let clock = new SimulatedClock(start);
  const hub = new MemoryHub();
  const ids = seededIds(seededRandom(1));
  const world = new MemoryBus(hub, { source: 'world', clock, ids });
  const alerts: Alert[] = [];
  const told: AllocationTable[] = [];
  const consume = { group: 'w', consumer: 'w' };
  await world.consume(channels.alerts, consume, async (alert) => void alerts.push(alert));
  await world.consume(channels.allocations, consume, async (table) => void told.push(table));
  let booked = 0;
  return {
    alerts,
    /** Every table that was sent. */
    told,
    get clock() {
      return clock;
    },
    /** Another machine, whose clock shows another time. */
    setClock(time: number) {
      clock = new SimulatedClock(time);
    },
    async deposit(dollars: string, platform: Platform = 'kalshi') {
      const postings = depositPostings(platform, parseUsd(dollars));
      const entry = `deposit:${++booked}`;
      await post(database.queries, { mode: 'paper', entry, tradeId: null, at: start, postings });
    },
    close: (strategy: string, pnl: Usd | number, at: number) =>
      closeTrade(database.queries, { id: `trade ${++booked}`, strategy, pnl: usd(pnl), at }),
    start: (config: Config) =>
      runAgent(capitalAllocator, {
        config,
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
      }),
    /** In force. @throws when there is none */
    async table(): Promise<AllocationTable> {
      const table = await latestAllocation(database.queries, 'paper');
      if (table === null) throw new Error('nothing is allocated');
      return table;
    },
    /** Every table that ever was in force, oldest first. */
    async history(): Promise<readonly AllocationTable[]> {
      const rows = await database.queries.select().from(allocations).orderBy(asc(allocations.sequence));
      return rows.map(({ table }) => table);
    },
  };
}

export function entryOf({ entries }: AllocationTable, strategy: string): AllocationEntry {
  const found = entries.find((entry) => entry.strategy === strategy);
  if (found === undefined) throw new Error(`${strategy} has no entry`);
  return found;
}

export const total = ({ entries }: AllocationTable): number => entries.reduce((sum, { capital }) => sum + capital, 0);
