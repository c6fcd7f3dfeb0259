import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { logDestination } from '@pm-arbitrage/core/log/log-destination.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { systemRandom } from '@pm-arbitrage/core/random/random.js';
import { openServices } from '@pm-arbitrage/core/runtime/open-services.js';
import type { SimulatorEndpoints } from '@pm-arbitrage/simulator/start-simulator.js';
import { simulatorPortNames } from '@pm-arbitrage/simulator/simulator-ports.js';
import { World } from '@pm-arbitrage/simulator/world/world.js';
import { configDocument } from '@pm-arbitrage/core/config/document.js';
import { claimDataFolder, untilFree } from '../data-lock.js';
import { demoConfig } from '../demo/demo-config.js';
import { demoConfigFile } from '../demo/demo-config-file.js';
import { demoNote } from '../demo/note.js';
import type { DemoOptions } from '../demo/run-demo.js';
import type { RunSummary } from '../demo/summary.js';
import { openWorld, rememberRuleChange } from '../demo/world-file.js';
import { printNote } from '../print.js';
import { demoPlaces, localServers, prepareDemo } from './demo-servers.js';
import { freePorts } from './free-ports.js';
import { demoAgentSpec, simulatorSpec } from './process-specs.js';
import { runProcesses } from './run-processes.js';
import { requireServers } from './servers.js';
import { Supervisor } from './supervisor.js';

/** Ten processes take their time to come up. */
const RULE_CHANGE_AFTER_MS = 60_000;

/** Each is a process here, so only those run that markets of the demo settle on. */
const TRADED_ORACLES = ['crypto', 'weather'] as const;

/** The demo with the simulator and every agent in a process of its own, on Redis and Postgres. */
export async function runDemoProcesses(options: DemoOptions): Promise<RunSummary> {
  const { services: configured } = options.config;
  const base = resolve(configured.dataDir);
  const dataDir = options.begin === null ? base : join(base, `seed-${options.begin.seed}`);
  const servers = {
    redisUrl: configured.redisUrl ?? localServers.redisUrl,
    databaseUrl: configured.databaseUrl ?? localServers.databaseUrl,
  };
  await untilFree(dataDir);
  await requireServers(servers);
  const startedAt = systemClock.now();
  const opened = openWorld(dataDir, options.begin, startedAt);
  const world = rememberRuleChange(dataDir, opened, startedAt + RULE_CHANGE_AFTER_MS);
  const release = await claimDataFolder(dataDir);
  const supervisor = new Supervisor({ clock: systemClock, random: systemRandom(), dataDir, note: printNote });
  try {
    const configFile = demoConfigFile(dataDir);
    const places = demoPlaces(servers, dataDir);
    await prepareDemo(servers, places, !existsSync(configFile));
    const ports = await freePorts(simulatorPortNames.length);
    const endpoints = await supervisor.start(simulatorSpec(world, ports, dataDir, process.env));
    const config = demoConfig(
      { ...options.config, services: { ...configured, ...places } },
      endpoints as SimulatorEndpoints,
      dataDir,
      { oracles: TRADED_ORACLES, speed: world.speed },
    );
    const document = configDocument({ ...config, services: { ...config.services, opsPort: 0 } });
    // Holds the key of the simulated exchange, hence for its owner only.
    writeFileSync(configFile, `${JSON.stringify(document, null, 2)}\n`, { mode: 0o600 });
    const log = createLogger(config.log.level, logDestination(join(dataDir, 'logs', 'supervisor.log')));
    const services = await openServices({ config, log });
    try {
      return await runProcesses({
        config,
        services,
        servers,
        supervisor,
        specOf: (agent) => demoAgentSpec(agent, configFile, dataDir, process.env),
        note: options.json ? null : demoNote,
        limitMs: options.limitMs,
        startedAt,
        world: new World(world),
      });
    } finally {
      await services.close();
    }
  } finally {
    await supervisor.close();
    release();
  }
}
