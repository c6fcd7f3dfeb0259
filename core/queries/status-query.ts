import type { Database } from '../db/database.js';
import { haltInForce } from '../db/halts.js';
import { messageOf } from '../errors/coded-error.js';
import type { Heartbeat } from '../domain/heartbeat.js';
import type { HotState } from '../hot-state/hot-state.js';
import type { HaltFile } from '../runtime/halt-file.js';
import type { LedgerMode } from '../db/schema/trading.js';
import { countTrades, profitAndLoss } from './trade-queries.js';

/** A heartbeat older than this is a dead agent. */
const DEAD_MS = 5_000;

/** What the operator asks first: is it alive, is it halted, what is it worth. */
export async function swarmStatus(
  parts: { database: Database; hot: HotState; haltFile: HaltFile; mode: LedgerMode },
  now: number,
) {
  const { database, mode } = parts;
  let agentsUnknown: string | null = null;
  // Without Redis nobody knows who is alive; halt and accounts are known all the same.
  const found = await parts.hot.list<Heartbeat>('heartbeat:').catch((error: unknown) => {
    agentsUnknown = messageOf(error);
    return new Map<string, Heartbeat>();
  });
  const beats = [...found.values()].sort((a, b) => (a.agent < b.agent ? -1 : 1));
  const halt = parts.haltFile.read() ?? (await haltInForce(database.queries));
  return {
    mode,
    halt: halt && { id: halt.id, reason: halt.reason, by: halt.by, at: new Date(halt.at).toISOString() },
    /** Why the agents cannot be named now; null when they can. */
    agentsUnknown: agentsUnknown as string | null,
    agents: beats.map((beat) => ({
      agent: beat.agent,
      state: now - beat.at > DEAD_MS ? 'dead' : beat.state,
      ageMs: now - beat.at,
      /** Whether this agent has told that it obeys the halt in force. */
      acknowledged: halt === null ? null : beat.haltId !== null,
      details: beat.details,
    })),
    trades: await countTrades(database.queries, mode),
    pnl: await profitAndLoss(database.queries, mode, now),
  };
}
