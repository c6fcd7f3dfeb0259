import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { channels } from '@pm-arbitrage/core/bus/channels.js';
import { MemoryBus } from '@pm-arbitrage/core/bus/memory-bus.js';
import { MemoryHub } from '@pm-arbitrage/core/bus/memory-hub.js';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { configSchema } from '@pm-arbitrage/core/config/schema.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import type { Alert } from '@pm-arbitrage/core/domain/alert.js';
import type { Heartbeat } from '@pm-arbitrage/core/domain/heartbeat.js';
import type { TradeResult } from '@pm-arbitrage/core/domain/trade.js';
import { MemoryHotState } from '@pm-arbitrage/core/hot-state/memory-hot-state.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { parseUsd } from '@pm-arbitrage/core/money/money.js';
import { seededIds } from '@pm-arbitrage/core/random/ids.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { HaltFile } from '@pm-arbitrage/core/runtime/halt-file.js';
import { HaltState } from '@pm-arbitrage/core/runtime/halt-state.js';
import { runAgent } from '@pm-arbitrage/core/runtime/run-agent.js';
import { alertRouterWith } from '../agent.js';

export const T0 = Date.UTC(2026, 10, 21, 12);

/** Services answer over real sockets while time stands still: they are given turns until they have. */
const turns = async (count: number) => {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
};

/** The router on a bus of its own, with a clock that the test moves. @param alerts the section of the configuration */
export async function routerPlace(
  database: Database,
  {
    alerts = {},
    at = T0,
    watches = false,
    seed = 1,
  }: { alerts?: object; at?: number; watches?: boolean; seed?: number } = {},
) {
  const clock = new SimulatedClock(at);
  const hub = new MemoryHub();
  const ids = seededIds(seededRandom(seed));
  const halt = new HaltState();
  const hot = new MemoryHotState(clock);
  const handle = await runAgent(alertRouterWith({ watches }), {
    config: configSchema.parse({ alerts, services: { dataDir: tmpdir() } }),
    clock,
    random: seededRandom(seed),
    ids,
    log: createLogger('silent'),
    database,
    hot,
    metrics: new Registry(),
    halt,
    haltFile: new HaltFile(mkdtempSync(join(tmpdir(), 'alerts-'))),
    busFor: (source) => new MemoryBus(hub, { source, clock, ids }),
    close: async () => undefined,
  });
  const bus = new MemoryBus(hub, { source: 'executor', clock, ids });
  return {
    clock,
    halt,
    hot,
    stop: () => handle.stop(),
    counts: () => handle.heartbeat().details,
    /** Moves time in small steps, letting sockets and database answer in between, until it holds or so much is over. */
    async pass(ms: number, holds: () => boolean | Promise<boolean> = () => false) {
      for (const end = clock.now() + ms; clock.now() < end && !(await holds());) {
        clock.advanceBy(250);
        await turns(60);
      }
    },
    /** Lets sockets and database answer while time stands still, until it holds. */
    async until(holds: () => boolean | Promise<boolean>) {
      while (!(await holds())) await turns(5);
    },
    async raise(id: string, change: Partial<Alert> = {}) {
      const blank = { tier: 'important', kind: 'k', dedupeKey: 'k', body: '', source: 's', at: clock.now() } as const;
      await bus.publishDurable(channels.alerts, { ...blank, id, title: id, ...change });
      await hub.idle();
    },
    /** Without waiting for it to be handled. */
    async raiseOnly(id: string, change: Partial<Alert> = {}) {
      const blank = { tier: 'important', kind: 'k', dedupeKey: id, body: '', source: 's', at: clock.now() } as const;
      await bus.publishDurable(channels.alerts, { ...blank, id, title: id, ...change });
    },
    async report(result: Partial<TradeResult>) {
      const whole: TradeResult = {
        tradeId: 't',
        strategy: 's',
        coverId: 'c',
        kind: 'complement',
        state: 'complete',
        reason: '',
        legs: [],
        cost: parseUsd('9'),
        fees: parseUsd('0'),
        payout: parseUsd('0'),
        pnl: parseUsd('1'),
        tickToTradeMs: null,
        at: T0,
      };
      await bus.publishDurable(channels.tradeResults, { ...whole, ...result });
      await hub.idle();
    },
    async beat(agent: string, change: Partial<Heartbeat> = {}) {
      const blank = { instance: `${agent}-1`, state: 'running', haltId: null, startedAt: T0, details: {} } as const;
      bus.publish(channels.heartbeats, { agent, at: clock.now(), ...blank, ...change });
      await hub.idle();
    },
  };
}
