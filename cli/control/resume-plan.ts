import type { Status, TradeRow } from './control.js';

/** What a resume sets going again. */
export interface ResumePlan {
  readonly mode: Status['mode'];
  readonly halt: Status['halt'];
  /** Agents that are alive and obey the halt. */
  readonly agents: readonly string[];
  /** Trades that go on: legs that were left unequal, orders whose fate is open. */
  readonly trades: readonly { readonly id: string; readonly state: string; readonly reason: string }[];
}

const goesOn = ({ state }: Pick<TradeRow, 'state'>) =>
  state === 'locked' || state === 'executing' || state === 'exiting';

/** @param trades the newest trades */
export const resumePlan = (status: Status, trades: readonly TradeRow[]): ResumePlan => ({
  mode: status.mode,
  halt: status.halt,
  agents: status.agents.filter(({ state }) => state !== 'dead').map(({ agent }) => agent),
  trades: trades.filter(goesOn).map(({ id, state, reason }) => ({ id, state, reason })),
});

/** The plan in lines for a person. */
export function describePlan({ mode, halt, agents, trades }: ResumePlan): readonly string[] {
  const lines = halt === null ? [] : [`Lifts the halt of ${halt.at} by ${halt.by}: ${halt.reason}`];
  const money = mode === 'live' ? 'with REAL MONEY' : 'on paper';
  lines.push(
    agents.length === 0
      ? `No agent is running; whoever starts trades ${money}.`
      : `${agents.length} agent(s) trade again ${money}: ${agents.join(', ')}`,
  );
  for (const { id, state, reason } of trades) lines.push(`Trade ${id} goes on (${state}: ${reason})`);
  return lines;
}
