import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryBus } from '@pm-arbitrage/core/bus/memory-bus.js';
import { MemoryHub } from '@pm-arbitrage/core/bus/memory-hub.js';
import { sleep } from '@pm-arbitrage/core/clock/clock.js';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { configSchema } from '@pm-arbitrage/core/config/schema.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { MemoryHotState } from '@pm-arbitrage/core/hot-state/memory-hot-state.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { randomIds } from '@pm-arbitrage/core/random/ids.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import type { AgentDefinition } from '@pm-arbitrage/core/runtime/agent.js';
import { HaltFile } from '@pm-arbitrage/core/runtime/halt-file.js';
import { HaltState } from '@pm-arbitrage/core/runtime/halt-state.js';
import { runAgent } from '@pm-arbitrage/core/runtime/run-agent.js';
import { Registry } from 'prom-client';

export const T0 = Date.UTC(2026, 10, 21, 12);

/** Waits for sockets and database; the test's own time limit ends a wait for what never comes. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(systemClock, 5);
}

/** A chat agent on a bus of its own. @param alerts the section of the configuration */
export async function chatPlace(definition: AgentDefinition, database: Database, alerts: object) {
  const clock = new SimulatedClock(T0);
  const hub = new MemoryHub();
  const metrics = new Registry();
  const halt = new HaltState();
  const haltFile = new HaltFile(mkdtempSync(join(tmpdir(), 'chat-')));
  const ids = randomIds;
  const handle = await runAgent(definition, {
    config: configSchema.parse({ alerts }),
    clock,
    random: seededRandom(1),
    ids,
    log: createLogger('silent'),
    database,
    hot: new MemoryHotState(clock),
    metrics,
    halt,
    haltFile,
    busFor: (source) => new MemoryBus(hub, { source, clock, ids }),
    close: async () => undefined,
  });
  return {
    clock,
    halt,
    hub,
    bus: new MemoryBus(hub, { source: 'market-matcher', clock, ids }),
    connected: () => handle.heartbeat().details['connected'] === true,
    details: () => handle.heartbeat().details,
    stop: () => handle.stop(),
    /** What was refused so far, by why. */
    async refused(): Promise<Record<string, number>> {
      const metric = await metrics.getSingleMetric('pma_chat_refused_total')?.get();
      return Object.fromEntries((metric?.values ?? []).map(({ labels, value }) => [labels['why'], value]));
    },
  };
}
