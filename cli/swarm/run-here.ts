import { join } from 'node:path';
import { allAgents } from '@pm-arbitrage/agents/all-agents.js';
import { ensureApprovalKeys } from '@pm-arbitrage/core/approval/approval-keys.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { openServices } from '@pm-arbitrage/core/runtime/open-services.js';
import { pino } from 'pino';
import { claimDataFolder } from '../data-lock.js';
import type { RunSummary } from '../demo/summary.js';
import { endOfRun } from './end-of-run.js';
import { runNote } from './run-note.js';
import { runSwarm, untilAskedToStop } from './run-swarm.js';
import { showSwarm } from './show-swarm.js';

export interface RunOptions {
  readonly config: Config;
  /** Ends by itself after this long, ms; null runs until Ctrl-C. */
  readonly limitMs: number | null;
  readonly json: boolean;
}

/** Every agent in this process, on the configured venues. On a terminal with a screen, elsewhere with a log. */
export async function runHere({ config, limitMs, json }: RunOptions): Promise<RunSummary> {
  const { dataDir } = config.services;
  const release = await claimDataFolder(dataDir);
  try {
    const watched = process.stdout.isTTY && !json;
    const file = watched ? pino.destination({ dest: join(dataDir, 'swarm.log'), sync: false }) : undefined;
    const log = createLogger(config.log.level, file);
    ensureApprovalKeys(config.services);
    const startedAt = systemClock.now();
    const services = await openServices({ config, log });
    try {
      const swarm = await runSwarm(services, allAgents(config), true);
      const stopped = new AbortController();
      const note = runNote(config);
      const showing = watched ? showSwarm(services, { startedAt, note, stopped: stopped.signal }) : Promise.resolve();
      await untilAskedToStop(limitMs);
      stopped.abort();
      await showing;
      await swarm.stop();
      return await endOfRun(services, { seed: null, startedAt });
    } finally {
      await services.close();
    }
  } finally {
    release();
  }
}
