import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { logDestination } from '@pm-arbitrage/core/log/log-destination.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { systemRandom } from '@pm-arbitrage/core/random/random.js';
import { openServices } from '@pm-arbitrage/core/runtime/open-services.js';
import { claimDataFolder } from '../data-lock.js';
import type { RunSummary } from '../demo/summary.js';
import { configFile, type GlobalOptions } from '../options.js';
import { printNote } from '../print.js';
import { agentSpec } from './process-specs.js';
import type { RunOptions } from './run-here.js';
import { runNote } from './run-note.js';
import { runProcesses } from './run-processes.js';
import { configuredServers, requireServers } from './servers.js';
import { Supervisor } from './supervisor.js';

/** Every agent in a process of its own, on the configured venues, Redis and Postgres. */
export async function runLiveProcesses(
  { config, limitMs, json }: RunOptions,
  given: GlobalOptions,
): Promise<RunSummary> {
  const servers = configuredServers(config.services, 'up --processes');
  await requireServers(servers);
  const { dataDir } = config.services;
  const release = await claimDataFolder(dataDir);
  mkdirSync(join(dataDir, 'logs'), { recursive: true });
  const supervisor = new Supervisor({ clock: systemClock, random: systemRandom(), dataDir, note: printNote });
  const file = configFile(given);
  const options = [
    ...(file === null ? [] : ['--config', resolve(file)]),
    ...(given.paper ? ['--paper'] : []),
    ...(given.logLevel === undefined ? [] : ['--log-level', given.logLevel]),
    ...(given.threshold === undefined ? [] : ['--threshold', String(given.threshold)]),
    '--data-dir',
    dataDir,
  ];
  try {
    const log = createLogger(config.log.level, logDestination(join(dataDir, 'logs', 'supervisor.log')));
    const startedAt = systemClock.now();
    const services = await openServices({ config, log });
    try {
      return await runProcesses({
        config,
        services,
        servers,
        supervisor,
        specOf: (agent) => agentSpec(agent, options, process.cwd(), process.env),
        note: process.stdout.isTTY && !json ? runNote(config) : null,
        limitMs,
        startedAt,
        world: null,
      });
    } finally {
      await services.close();
    }
  } finally {
    await supervisor.close();
    release();
  }
}
