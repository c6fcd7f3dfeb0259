import { readFileSync } from 'node:fs';
import { allAgents } from '@pm-arbitrage/agents/all-agents.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { agentLabel } from '@pm-arbitrage/core/runtime/agent.js';
import { openServices } from '@pm-arbitrage/core/runtime/open-services.js';
import { runAgent } from '@pm-arbitrage/core/runtime/run-agent.js';
import { CommitMeter } from './commit-meter.js';

/*
 * One agent in a process of its own, as in production, that tells its parent when it was inside the database.
 * Arguments: the agent's label and a file with the configuration.
 */
const [label = '', file = ''] = process.argv.slice(2);
const meter = new CommitMeter();
const config = JSON.parse(readFileSync(file, 'utf8')) as Config;
const services = await openServices({ config, log: createLogger('error') });
const definition = allAgents(config).find((candidate) => agentLabel(candidate) === label);
if (!definition) throw new Error(`no agent is called ${label}`);
const agent = await runAgent(definition, services);
process.send?.({ kind: 'ready' });
process.on('message', (message) => {
  if (message === 'commits') process.send?.({ kind: 'commits', stretches: meter.drain() });
  else if (message === 'details') process.send?.({ kind: 'details', details: agent.heartbeat().details });
});
