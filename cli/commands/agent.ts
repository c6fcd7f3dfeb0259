import { CodedError, messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import type { LoadedConfig } from '@pm-arbitrage/core/config/load-config.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { secretsOf } from '@pm-arbitrage/core/config/hide-secrets.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { type AgentDefinition, agentLabel } from '@pm-arbitrage/core/runtime/agent.js';
import { openServices } from '@pm-arbitrage/core/runtime/open-services.js';
import type { Command } from 'commander';
import { type GlobalOptions, readConfig } from '../options.js';
import { runSwarm, untilAskedToStop } from '../swarm/run-swarm.js';
import { swarmAgents } from '../swarm/swarm-agents.js';
import { awaitServers } from '../swarm/await-servers.js';
import { configuredServers, type Servers } from '../swarm/servers.js';

/** Thrown for an agent that the configuration does not have. */
export class UnknownAgentError extends CodedError {}

export function addAgent(program: Command): void {
  program
    .command('agent')
    .description(
      'run a single agent of the swarm on Redis and Postgres; prints its log as JSON lines on standard error',
    )
    .argument('<name>', 'e.g. executor, strategy:atomic-arb, venue-watcher:kalshi')
    .addHelpText(
      'after',
      '\nNeeds REDIS_URL and DATABASE_URL. SIGTERM and Ctrl-C end it in good order.\n\nExamples:\n  agent executor\n  agent venue-watcher:kalshi --paper',
    )
    .action(async (name: string, _options: unknown, command: Command) => {
      const loaded = readConfig(command.optsWithGlobals<GlobalOptions>(), { sendsNoOrders: name !== 'executor' });
      const { config } = loaded;
      const definition = definitionOf(loaded, name);
      const servers = configuredServers(config.services, `The agent ${name}`);
      await runAlone(config, definition, servers);
    });
}

/** @throws UnknownAgentError */
function definitionOf(loaded: LoadedConfig, name: string): AgentDefinition {
  const known = swarmAgents(loaded);
  const definition = known.find((one) => agentLabel(one) === name);
  if (definition) return definition;
  const names = known.map(agentLabel).join(', ');
  throw new UnknownAgentError(
    'agent.unknown',
    `There is no agent "${name}" in this configuration; choose one of ${names}`,
    { name },
  );
}

async function runAlone(config: Config, definition: AgentDefinition, servers: Servers): Promise<void> {
  const log = createLogger(config.log.level, undefined, secretsOf(config));
  try {
    if (definition.name === 'alert-router')
      await awaitServers(servers, { alerts: config.alerts, clock: systemClock, log });
    const services = await openServices({ config, log });
    try {
      const swarm = await runSwarm(services, [definition], false);
      log.info({ opsUrl: swarm.opsUrl }, 'ready');
      // A supervisor waits for this line; without one there is nobody to tell.
      process.send?.({ ready: agentLabel(definition) });
      const why = await untilAskedToStop(null);
      log.info({ why }, 'asked to stop');
      await swarm.stop();
    } finally {
      await services.close();
    }
  } catch (error) {
    log.fatal({ code: error instanceof CodedError ? error.code : undefined, error: messageOf(error) }, 'agent failed');
    process.exit(error instanceof CodedError ? 2 : 1);
  }
  // Nothing is left to do, and a handle that lingers must not keep a supervisor waiting.
  process.exit(0);
}
