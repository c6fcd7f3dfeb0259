import type { FeedLog } from '@pm-arbitrage/adapters/transport/feed-log.js';
import type { RawTap } from '@pm-arbitrage/core/ports/raw-tap.js';
import type { AgentContext } from '@pm-arbitrage/core/runtime/agent.js';

/** What an oracle gives whoever opens its sources: the agent's own context, and where raw input goes. */
export type OracleContext = AgentContext & { readonly raw?: RawTap };

/** What every source of an agent is given. */
export function sourceSettings({ clock, log: agentLog, random, raw }: OracleContext) {
  const log: FeedLog = (level, message, data) => agentLog[level](data ?? {}, message);
  return { clock, random, log, ...(raw ? { raw } : {}) };
}
