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
export const keepsJournal = (name: AgentName): boolean => deciding.has(name);
