import type { LedgerMode } from '@pm-arbitrage/core/db/schema/trading.js';
import type { Halt } from '@pm-arbitrage/core/db/halts.js';
import type { Heartbeat } from '@pm-arbitrage/core/domain/heartbeat.js';
import type { HaltView } from '../../protocol/halt-view.js';

/** A heartbeat older than this is a dead agent's, ms. */
const DEAD_MS = 5_000;

export interface HaltFacts {
  /** Unix ms. */
  readonly now: number;
  readonly mode: LedgerMode;
  readonly simulated: boolean;
  readonly publicDemo: boolean;
  readonly halt: Halt | null;
  readonly beats: Iterable<Heartbeat>;
  /** The first heartbeat of each agent that obeyed a halt: which, and when. */
  readonly acknowledged: ReadonlyMap<string, { readonly haltId: string; readonly at: number }>;
  readonly agentsUnknown: string | null;
}

/** Whether the swarm trades, and who obeys. Pure. */
export function haltView(facts: HaltFacts): HaltView {
  const { now, mode, simulated, publicDemo, halt, acknowledged, agentsUnknown } = facts;
  const agents = [...facts.beats].map(({ agent, state, at, haltId }): HaltView['agents'][number] => {
    const first = acknowledged.get(agent);
    return {
      agent,
      state: now - at > DEAD_MS ? 'dead' : state,
      at,
      acknowledged: halt === null ? null : haltId !== null,
      afterMs: halt !== null && first?.haltId === halt.id ? Math.max(0, first.at - halt.at) : null,
    };
  });
  return {
    at: now,
    mode,
    simulated,
    publicDemo,
    halt: halt && { id: halt.id, reason: halt.reason, by: halt.by, at: halt.at },
    agents: agents.sort((a, b) => (a.agent < b.agent ? -1 : 1)),
    agentsUnknown,
  };
}
