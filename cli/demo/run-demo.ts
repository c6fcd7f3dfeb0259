import { join } from 'node:path';
import { allAgents } from '@pm-arbitrage/agents/all-agents.js';
import { ensureApprovalKeys } from '@pm-arbitrage/core/approval/approval-keys.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { openServices } from '@pm-arbitrage/core/runtime/open-services.js';
import { type SimulatorEndpoints, startSimulator } from '@pm-arbitrage/simulator/start-simulator.js';
import { pino } from 'pino';
import { claimDataFolder, untilFree } from '../data-lock.js';
import { endOfRun } from '../swarm/end-of-run.js';
import { runSwarm, untilAskedToStop } from '../swarm/run-swarm.js';
import { showSwarm } from '../swarm/show-swarm.js';
import { demoConfig } from './demo-config.js';
import { demoNote } from './note.js';
import type { RunSummary } from './summary.js';
import { openWorld } from './world-file.js';

const LIVE_SEED = 1;

export interface DemoOptions {
  readonly config: Config;
  readonly seed: number | null;
  /** Ends by itself after this long, ms; null runs until Ctrl-C. */
  readonly limitMs: number | null;
  readonly json: boolean;
  /**
   * Orders go to the simulated venues, which answer, fill and settle as the real ones do; else they are filled on paper.
   * The venues keep their accounts in memory, so every such run begins anew.
   */
  readonly live?: boolean;
}

/** The whole swarm on two simulated venues, in this process: memory bus, embedded database. */
export async function runDemo(options: DemoOptions): Promise<RunSummary> {
  const base = options.config.services.dataDir;
  const live = options.live ?? false;
  const seed = options.seed ?? (live ? LIVE_SEED : null);
  const dataDir = seed === null ? base : join(base, `${live ? 'live' : 'seed'}-${seed}`);
  const startedAt = systemClock.now();
  // A seed empties the folder: not under a swarm that works there.
  await untilFree(dataDir);
  const world = openWorld(dataDir, seed, startedAt);
  const release = await claimDataFolder(dataDir);
  try {
    const simulator = await startSimulator({ ...world, clock: systemClock });
    try {
      return await trade(simulator.endpoints);
    } finally {
      await simulator.close();
    }
  } finally {
    release();
  }

  async function trade(endpoints: SimulatorEndpoints): Promise<RunSummary> {
    const embedded = { ...options.config.services, redisUrl: null, databaseUrl: null };
    const config = demoConfig({ ...options.config, services: embedded }, endpoints, dataDir, live ? 'live' : 'paper');
    const log = createLogger(config.log.level, pino.destination({ dest: join(dataDir, 'demo.log'), sync: false }));
    ensureApprovalKeys(config.services);
    const services = await openServices({ config, log });
    try {
      const swarm = await runSwarm(services, allAgents(config), true);
      const stopped = new AbortController();
      const show = { startedAt, note: demoNote, stopped: stopped.signal };
      const drawing = options.json ? Promise.resolve() : showSwarm(services, show);
      await untilAskedToStop(options.limitMs);
      stopped.abort();
      await drawing;
      await swarm.stop();
      return await endOfRun(services, { seed: world.seed, startedAt });
    } finally {
      await services.close();
    }
  }
}
