import { join } from 'node:path';
import { ensureApprovalKeys } from '@pm-arbitrage/core/approval/approval-keys.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import type { LoadedConfig } from '@pm-arbitrage/core/config/load-config.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { secretsOf } from '@pm-arbitrage/core/config/hide-secrets.js';
import { logDestination } from '@pm-arbitrage/core/log/log-destination.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { openServices } from '@pm-arbitrage/core/runtime/open-services.js';
import { claimDataFolder } from '../data-lock.js';
import type { RunSummary } from '../demo/summary.js';
import { endOfRun } from './end-of-run.js';
import { noteDashboard } from './note-dashboard.js';
import { runNote } from './run-note.js';
import { runSwarm, untilAskedToStop } from './run-swarm.js';
import { showSwarm } from './show-swarm.js';
import { swarmAgents } from './swarm-agents.js';

export interface RunOptions {
  readonly config: Config;
  /** Where its keys come from, for whoever looks at the settings. */
  readonly sources: LoadedConfig['sources'];
  /** Ends by itself after this long, ms; null runs until Ctrl-C. */
  readonly limitMs: number | null;
  readonly json: boolean;
}

/** Every agent in this process, on the configured venues. On a terminal with a screen, elsewhere with a log. */
export async function runHere({ config, sources, limitMs, json }: RunOptions): Promise<RunSummary> {
  const { dataDir } = config.services;
  const release = await claimDataFolder(dataDir);
  try {
    const watched = process.stdout.isTTY && !json;
    const file = watched ? logDestination(join(dataDir, 'swarm.log')) : undefined;
    const log = createLogger(config.log.level, file, secretsOf(config));
    ensureApprovalKeys(config.services);
    const startedAt = systemClock.now();
    const services = await openServices({ config, log });
    try {
      const swarm = await runSwarm(services, swarmAgents({ config, sources }), true);
      if (!json) noteDashboard(dataDir);
      const upAt = systemClock.now();
      const stopped = new AbortController();
      const note = runNote(config);
      const showing = watched ? showSwarm(services, { startedAt, note, stopped: stopped.signal }) : Promise.resolve();
      await untilAskedToStop(limitMs);
      const stoppedAt = systemClock.now();
      stopped.abort();
      await showing;
      await swarm.stop();
      return await endOfRun(services, { world: null, startedAt, upAt, stoppedAt });
    } finally {
      await services.close();
    }
  } finally {
    release();
  }
}
