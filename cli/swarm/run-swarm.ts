import { configurationFact } from '@pm-arbitrage/core/audit/configuration-fact.js';
import { recordFact } from '@pm-arbitrage/core/audit/record-fact.js';
import { Outbox } from '@pm-arbitrage/core/db/outbox.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { type AgentDefinition, agentLabel } from '@pm-arbitrage/core/runtime/agent.js';
import type { AgentHealth } from '@pm-arbitrage/core/runtime/health-routes.js';
import { startOpsServer } from '@pm-arbitrage/core/runtime/ops-server.js';
import { type AgentHandle, runAgent } from '@pm-arbitrage/core/runtime/run-agent.js';
import type { Services } from '@pm-arbitrage/core/runtime/services.js';

export interface Swarm {
  readonly agents: readonly AgentHandle[];
  /** Health, metrics and control of this process. */
  readonly opsUrl: string;
  stop(): Promise<void>;
}

/**
 * Starts agents in this process, one after the other, with its control server.
 * @param announce whether the CLI finds this process by the data folder
 */
export async function runSwarm(
  services: Services,
  definitions: readonly AgentDefinition[],
  announce: boolean,
): Promise<Swarm> {
  const { clock, config, database, ids, log } = services;
  const agents: AgentHandle[] = [];
  const bus = services.busFor('operator');
  const outbox = new Outbox({ database, bus, source: 'operator', clock, ids, log });
  let standingBy: string | null = null;
  const labels = definitions.map(agentLabel);
  const known = (): readonly AgentHealth[] =>
    labels.map((agent, index) => {
      const state = agents[index]?.heartbeat().state ?? (agent === standingBy ? 'standby' : 'starting');
      return { agent, state };
    });
  const ops = await startOpsServer(services, outbox, known, { port: config.services.opsPort, announce });
  // A halt that Redis did not take is sent again until it does.
  await outbox.start();
  const stop = async () => {
    for (const agent of agents.toReversed()) {
      await agent
        .stop()
        .catch((error: unknown) =>
          log.error({ agent: agent.name, error: messageOf(error) }, 'agent did not stop cleanly'),
        );
    }
    await outbox.stop();
    await bus.close();
    await ops.close();
  };
  try {
    await recordFact(database.queries, configurationFact(config, labels, clock.now()));
    for (const definition of definitions) {
      agents.push(
        await runAgent(definition, services, () => {
          standingBy = agentLabel(definition);
        }),
      );
      standingBy = null;
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { agents, opsUrl: ops.url, stop };
}

/** Resolves when the process is asked to end: Ctrl-C, a supervisor, or a time limit. */
export function untilAskedToStop(limitMs: number | null): Promise<string> {
  return new Promise((resolve) => {
    const timer = limitMs === null ? undefined : setTimeout(() => finish('time is up'), limitMs);
    const finish = (why: string) => {
      clearTimeout(timer);
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, onSignal);
      resolve(why);
    };
    const onSignal = (signal: NodeJS.Signals) => finish(signal);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal);
  });
}
