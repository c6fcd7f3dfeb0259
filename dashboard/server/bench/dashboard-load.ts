import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { sleep } from '@pm-arbitrage/core/clock/clock.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { configSchema } from '@pm-arbitrage/core/config/schema.js';
import { createEmbeddedDatabase } from '@pm-arbitrage/core/db/test-database.js';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { startDashboard } from '../testing/start-dashboard.js';
import type { ClientLoad } from './load-clients.js';
import { loadSymbols, publishOne } from './publish-load.js';
import { stalledClient } from './stalled-client.js';

const SLICE_MS = 10;

export interface LoadPlan {
  readonly seconds: number;
  readonly updatesPerSecond: number;
  readonly clients: number;
}

export interface LoadReport {
  readonly published: number;
  readonly clients: number;
  readonly lost: number;
  readonly framesPerClientAndSecond: number;
  readonly megabytesPerSecond: number;
  /** Publication of an opportunity to its frame, ms. */
  readonly delayP50: number;
  readonly delayP95: number;
  readonly delayP99: number;
  /** Longest wait of the server's event loop, by rank, ms. */
  readonly loopP99: number;
  /** Processor time of the server, database and bus included, as a share of one processor. */
  readonly cpu: number;
  /** Live heap after a collection, megabytes: a quarter into the run and at its end. */
  readonly heapEarly: number;
  readonly heapLate: number;
  /** When the client that never reads was dropped, seconds; null: it was not. */
  readonly stalledDroppedAfter: number | null;
}

const rank = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

/** The live heap, without what only waits to be collected, megabytes. */
function liveHeap(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed / 1e6;
}

/** A dashboard under updates from the bus, with pages in another process and one client that never reads. */
export async function runDashboardLoad(plan: LoadPlan): Promise<LoadReport> {
  const database = await createEmbeddedDatabase();
  const { oracles } = configSchema.parse({});
  const symbols = { ...oracles.symbols, crypto: [...loadSymbols] };
  const dashboard = await startDashboard(database, { oracles: { ...oracles, symbols } }, { log: 'silent' });
  const { cookie } = await dashboard.enter('viewer');
  const pages = fork(fileURLToPath(new URL('clients-process.js', import.meta.url)), [
    dashboard.url,
    cookie,
    String(plan.clients),
  ]);
  await once(pages, 'message');
  const startedAt = systemClock.monotonic();
  const stalled = await stalledClient(dashboard.url, cookie, {
    type: 'subscribe',
    topics: [{ topic: 'opportunities' }, { topic: 'agents' }],
  });
  let stalledDroppedAfter: number | null = null;
  const cancelWatch = systemClock.every(100, () => {
    if (stalledDroppedAfter === null && Number(dashboard.details()['dropped']) > 0)
      stalledDroppedAfter = (systemClock.monotonic() - startedAt) / 1_000;
  });
  const loop = monitorEventLoopDelay({ resolution: 10 });
  loop.enable();
  const cpu = process.cpuUsage();
  let published = 0;
  let heapEarly: number | null = null;
  for (;;) {
    const elapsed = systemClock.monotonic() - startedAt;
    if (elapsed >= plan.seconds * 1_000) break;
    if (heapEarly === null && elapsed >= plan.seconds * 250) heapEarly = liveHeap();
    const due = Math.floor((elapsed / 1_000) * plan.updatesPerSecond);
    for (; published < due; published++) publishOne(dashboard.bus, published, systemClock.now());
    await sleep(systemClock, SLICE_MS);
  }
  const used = process.cpuUsage(cpu);
  const heapLate = liveHeap();
  cancelWatch();
  loop.disable();
  pages.send('end');
  const [load] = (await once(pages, 'message')) as [ClientLoad];
  stalled.socket.destroy();
  await dashboard.stop();
  await database.close();
  const delays = load.delays.toSorted((a, b) => a - b);
  return {
    published,
    clients: load.clients,
    lost: load.lost,
    framesPerClientAndSecond: load.frames / plan.clients / plan.seconds,
    megabytesPerSecond: load.megabytes / plan.seconds,
    delayP50: rank(delays, 0.5),
    delayP95: rank(delays, 0.95),
    delayP99: rank(delays, 0.99),
    loopP99: loop.percentile(99) / 1e6,
    cpu: (used.user + used.system) / 1e6 / plan.seconds,
    heapEarly: heapEarly ?? heapLate,
    heapLate,
    stalledDroppedAfter,
  };
}
