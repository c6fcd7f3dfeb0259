import type { Config } from '../config/schema.js';
import type { AgentName } from '../domain/agent-names.js';

/**
 * The agents that decide about trades. The others are the edge of the swarm: what they say is what these take in, and
 * what they read is replayed from recorded frames.
 */
const deciding: ReadonlySet<AgentName> = new Set([
  'market-matcher',
  'opportunity-scanner',
  'strategy',
  'risk-guardian',
  'capital-allocator',
  'executor',
]);

/** Whether an agent keeps a journal when journals are kept. */
export function keepsJournal(name: AgentName, { mode, llm }: Pick<Config, 'mode' | 'llm'>): boolean {
  // Venues and the language model are beyond no edge yet: what they answer would be missing.
  if (name === 'executor') return mode === 'paper';
  if (name === 'market-matcher') return llm.anthropicApiKey === null;
  return deciding.has(name);
}
