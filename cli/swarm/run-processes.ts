import { ensureApprovalKeys } from '@pm-arbitrage/core/approval/approval-keys.js';
import { sleep } from '@pm-arbitrage/core/clock/clock.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { Outbox } from '@pm-arbitrage/core/db/outbox.js';
import { agentLabel } from '@pm-arbitrage/core/runtime/agent.js';
import { startOpsServer } from '@pm-arbitrage/core/runtime/ops-server.js';
import type { Services } from '@pm-arbitrage/core/runtime/services.js';
import type { World } from '@pm-arbitrage/simulator/world/world.js';
import type { RunSummary } from '../demo/summary.js';
import { printNote } from '../print.js';
import type { ChildSpec } from './child.js';
import { endOfRun } from './end-of-run.js';
import { watchHeartbeats } from './heartbeat-watch.js';
import { untilAskedToStop } from './run-swarm.js';
import type { Servers } from './servers.js';
import { noteDashboard } from './note-dashboard.js';
import { showSwarm } from './show-swarm.js';
import type { Supervisor } from './supervisor.js';
import { swarmAgents } from './swarm-agents.js';
import { watchServers } from './watch-servers.js';

/** Time that agents have to come up before the run goes on without those that did not. */
const START_MS = 60_000;

export interface ProcessRun {
  readonly config: Config;
  readonly services: Services;
  readonly servers: Servers;
  readonly supervisor: Supervisor;
  readonly specOf: (agent: string) => Omit<ChildSpec, 'logFile'>;
  /** First line of the screen; null shows none. */
  readonly note: string | null;
  readonly limitMs: number | null;
  readonly startedAt: number;
  /** The simulated world that it runs on; null on real venues. */
  readonly world: World | null;
}

/**
 * One process for each agent until somebody ends it or time is up. This process is the operator's counterpart: it
 * announces itself in the data folder, supervises the others, and reads the summary when they have stopped.
 */
export async function runProcesses(run: ProcessRun): Promise<RunSummary> {
  const { config, services, supervisor, startedAt } = run;
  const { clock, database, ids, log } = services;
  const agents = swarmAgents({ config, sources: new Map() }).map(agentLabel);
  // Made here once: guardian and executor would each make a pair of their own.
  ensureApprovalKeys(config.services);
  const bus = services.busFor('operator');
  const outbox = new Outbox({ database, bus, source: 'operator', clock, ids, log });
  await outbox.start();
  const beats = watchHeartbeats(services, agents);
  const ops = await startOpsServer(services, outbox, () => beats.health(), {
    port: config.services.opsPort,
    announce: true,
  });
  const cancelWatch = watchServers(run.servers, clock, printNote);
  const stopped = new AbortController();
  let asked = false;
  let [upAt, stoppedAt] = [startedAt, startedAt];
  try {
    const end = untilAskedToStop(null).then(() => (asked = true));
    const waiting = new Set(agents);
    const starting = agents.map((agent) => supervisor.start(run.specOf(agent)).then(() => waiting.delete(agent)));
    await Promise.race([Promise.all(starting), end, sleep(clock, START_MS, stopped.signal)]);
    upAt = clock.now();
    if (!asked) {
      if (waiting.size > 0) printNote(`not up yet, and still being started: ${[...waiting].join(', ')}`);
      printNote(`${agents.length - waiting.size} agents are up, each in its own process; control at ${ops.url}`);
      noteDashboard(config.services.dataDir);
      const showing =
        run.note === null
          ? Promise.resolve()
          : showSwarm(services, { startedAt, note: run.note, stopped: stopped.signal });
      await Promise.race([end, untilAskedToStop(run.limitMs)]);
      stopped.abort();
      await showing;
    }
  } finally {
    stoppedAt = clock.now();
    stopped.abort();
    cancelWatch();
    beats.stop();
    await supervisor.stop(agents);
    await outbox.stop();
    await bus.close();
    await ops.close();
  }
  return endOfRun(services, { world: run.world, startedAt, upAt, stoppedAt });
}
