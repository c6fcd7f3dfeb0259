import { openEdge } from '../journal/edge/edge.js';
import { keepsJournal } from '../journal/journaled-agents.js';
import { runJournaled } from '../journal/run-journaled.js';
import { openCredentials } from '../secrets/open-credentials.js';
import { type AgentDefinition, agentLabel } from './agent.js';
import { checkDeclaration } from './channel-guard.js';
import type { Services } from './services.js';
import { type AgentHandle, startAgent } from './start-agent.js';

export type { AgentHandle } from './start-agent.js';

/**
 * Starts an agent, with a journal where journals are kept. Whatever fails at start is thrown; a supervisor restarts the
 * process (crash only).
 */
export async function runAgent(
  definition: AgentDefinition,
  services: Services,
  onStandBy: (what: string) => void = () => undefined,
): Promise<AgentHandle> {
  checkDeclaration(definition);
  const { database } = services;
  const name = agentLabel(definition);
  const log = services.log.child({ agent: name });
  const config = await openCredentials(services.config, definition.credentials ?? [], { database, log });
  if (!config.recorder.journal || !keepsJournal(definition.name))
    return startAgent(definition, { ...services, config }, openEdge(services), onStandBy);
  return runJournaled(name, config, services, (beyond, edge) =>
    startAgent(definition, beyond, edge, (what) => edge.tell('stand by', what, () => onStandBy(what))),
  );
}
