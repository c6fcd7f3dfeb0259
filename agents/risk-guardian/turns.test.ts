import { MemoryBus } from '@pm-arbitrage/core/bus/memory-bus.js';
import { MemoryHub } from '@pm-arbitrage/core/bus/memory-hub.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { configSchema } from '@pm-arbitrage/core/config/schema.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { createEmbeddedDatabase } from '@pm-arbitrage/core/db/test-database.js';
import { MemoryHotState } from '@pm-arbitrage/core/hot-state/memory-hot-state.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { randomIds } from '@pm-arbitrage/core/random/ids.js';
import { systemRandom } from '@pm-arbitrage/core/random/random.js';
import { HaltFile } from '@pm-arbitrage/core/runtime/halt-file.js';
import { HaltState } from '@pm-arbitrage/core/runtime/halt-state.js';
import { runAgent } from '@pm-arbitrage/core/runtime/run-agent.js';
import type { Services } from '@pm-arbitrage/core/runtime/services.js';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { executor } from '../executor/agent.js';
import { riskGuardian } from './agent.js';

let database: Database;
beforeAll(async () => (database = await createEmbeddedDatabase()));
afterAll(() => database.close());

const dataDir = mkdtempSync(join(tmpdir(), 'turns-'));
const hub = new MemoryHub();
const process = (): Services => ({
  config: configSchema.parse({ services: { dataDir } }),
  clock: systemClock,
  random: systemRandom(),
  ids: randomIds,
  log: createLogger('silent'),
  database,
  hot: new MemoryHotState(systemClock),
  metrics: new Registry(),
  halt: new HaltState(),
  haltFile: new HaltFile(dataDir),
  busFor: (source) => new MemoryBus(hub, { source, clock: systemClock, ids: randomIds }),
  close: async () => undefined,
});

it.each([riskGuardian, executor])(
  'a second $name stands by, which its health tells, and takes over when the first ends',
  async (definition) => {
    const first = await runAgent(definition, process());
    const waits: string[] = [];
    let isUp = false;
    const second = runAgent(definition, process(), (what) => waits.push(what)).then((agent) => {
      isUp = true;
      return agent;
    });
    await expect.poll(() => waits, { timeout: 240_000 }).toEqual([expect.stringMatching(/holds the lease/)]);
    expect(isUp).toBe(false);
    await first.stop();
    const successor = await second;
    expect(successor.heartbeat().state).toBe('running');
    await successor.stop();
  },
);
