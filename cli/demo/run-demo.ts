import { join } from 'node:path';
import { ensureApprovalKeys } from '@pm-arbitrage/core/approval/approval-keys.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import type { LoadedConfig } from '@pm-arbitrage/core/config/load-config.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { logDestination } from '@pm-arbitrage/core/log/log-destination.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { openServices } from '@pm-arbitrage/core/runtime/open-services.js';
import { type Simulator, startSimulator } from '@pm-arbitrage/simulator/start-simulator.js';
import { claimDataFolder, untilFree } from '../data-lock.js';
import { endOfRun } from '../swarm/end-of-run.js';
import { runSwarm, untilAskedToStop } from '../swarm/run-swarm.js';
import { noteDashboard } from '../swarm/note-dashboard.js';
import { showSwarm } from '../swarm/show-swarm.js';
import { swarmAgents } from '../swarm/swarm-agents.js';
import { demoConfig } from './demo-config.js';
import { demoSources } from './demo-sources.js';
import { demoNote } from './note.js';
import type { RunSummary } from './summary.js';
import { type NewWorld, openWorld, rememberRuleChange } from './world-file.js';

const LIVE: NewWorld = { seed: 1, speed: 1 };
/** From when the swarm is up: it has matched what is listed by then. */
const RULE_CHANGE_AFTER_MS = 12_000;

export interface DemoOptions {
  readonly config: Config;
  /** Where its keys come from, for whoever looks at the settings. */
  readonly sources: LoadedConfig['sources'];
  /** Null: the world of the data folder goes on. */
  readonly begin: NewWorld | null;
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
  const begin = options.begin ?? (live ? LIVE : null);
  const dataDir = begin === null ? base : join(base, `${live ? 'live' : 'seed'}-${begin.seed}`);
  const startedAt = systemClock.now();
  // A seed empties the folder: not under a swarm that works there.
  await untilFree(dataDir);
  const world = openWorld(dataDir, begin, startedAt);
  const release = await claimDataFolder(dataDir);
  try {
    const simulator = await startSimulator({ ...world, clock: systemClock });
    try {
      return await trade(simulator);
    } finally {
      await simulator.close();
    }
  } finally {
    release();
  }

  async function trade({ endpoints, world: truth }: Simulator): Promise<RunSummary> {
    const embedded = { ...options.config.services, redisUrl: null, databaseUrl: null };
    const config = demoConfig({ ...options.config, services: embedded }, endpoints, dataDir, {
      mode: live ? 'live' : 'paper',
      speed: world.speed,
    });
    const log = createLogger(config.log.level, logDestination(join(dataDir, 'demo.log')));
    ensureApprovalKeys(config.services);
    const services = await openServices({ config, log });
    try {
      const swarm = await runSwarm(services, swarmAgents({ config, sources: demoSources(config, options) }), true);
      if (!options.json) noteDashboard(dataDir);
      const upAt = systemClock.now();
      const changeAt = upAt + RULE_CHANGE_AFTER_MS;
      truth.changeRulesAt(changeAt);
      rememberRuleChange(dataDir, world, changeAt);
      const stopped = new AbortController();
      const show = { startedAt, note: demoNote, stopped: stopped.signal };
      const drawing = options.json ? Promise.resolve() : showSwarm(services, show);
      await untilAskedToStop(options.limitMs);
      const stoppedAt = systemClock.now();
      stopped.abort();
      await drawing;
      await swarm.stop();
      return await endOfRun(services, { world: truth, startedAt, upAt, stoppedAt });
    } finally {
      await services.close();
    }
  }
}
