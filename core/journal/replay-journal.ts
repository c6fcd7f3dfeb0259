import type { Config } from '../config/schema.js';
import type { AgentDefinition } from '../runtime/agent.js';
import { startAgent } from '../runtime/start-agent.js';
import type { Comparison } from './comparison.js';
import { DecisionLog } from './decision-log.js';
import { type Mismatch, ReplayingEdge } from './edge/replaying-edge.js';
import type { ReadJournal } from './file/read-journal.js';
import { liveThrough, type Start } from './live-through.js';
import { noServices } from './services/no-services.js';
import type { Input, Turn } from './turn.js';

/** How many inputs are named that came before a difference. */
const LAST_INPUTS = 5;

/** Where a replay first went another way. */
export interface Difference extends Mismatch {
  readonly agent: string;
  readonly turn: number;
  /** When the turn began in the recorded run, Unix ms. */
  readonly at: number;
  /** What came in, the oldest first, the one of the turn last. */
  readonly inputs: readonly string[];
}

export interface Replayed {
  readonly agent: string;
  /** Inputs of the journal. */
  readonly inputs: number;
  readonly recorded: LogSummary;
  readonly replayed: LogSummary;
  /** Decisions of the replay by what they are: `order`, `publish trade.requests`. */
  readonly decided: Readonly<Record<string, number>>;
  readonly difference: Difference | null;
  /** Bytes of a torn end. */
  readonly torn: number;
}

export interface LogSummary {
  readonly decisions: number;
  readonly sha256: string;
}

export interface ReplayOptions {
  readonly comparison: Comparison;
  /** Takes the decision log of the replay, line by line. */
  readonly onLine?: (line: string) => void;
}

/**
 * Runs an agent through its journal, in this process and on nothing else: no bus, no database, no network. Its log is
 * compared with the recorded one as it grows, and the replay ends at the first difference.
 */
export async function replayJournal(
  journal: ReadJournal,
  definition: AgentDefinition,
  { comparison, onLine }: ReplayOptions,
): Promise<Replayed> {
  const { agent } = journal.header;
  const config = journal.header.config as Config;
  const recorded = new DecisionLog();
  const replayed = new DecisionLog(onLine);
  const edge = new ReplayingEdge(noServices(config), comparison, (act) => replayed.act(act));
  const begin = () => {
    const standBy = (what: string) => edge.tell('stand by', what);
    const start: Start = (services) => startAgent(definition, services, edge, standBy);
    // An agent that fails at its start failed in the recorded run too, or shows as a difference.
    liveThrough(edge, config, start).catch(() => undefined);
  };

  let inputs = 0;
  let difference: Difference | null = null;
  let last: readonly Turn[] = [];
  for (const turn of journal.turns()) {
    inputs++;
    last = [...last.slice(1 - LAST_INPUTS), turn];
    recorded.input(turn);
    for (const act of turn.acts) recorded.act(act);
    if (difference !== null) continue;
    replayed.input(turn);
    const mismatch = await edge.take(turn, begin);
    if (mismatch === null) continue;
    difference = {
      ...mismatch,
      agent,
      turn: turn.sequence,
      at: turn.at,
      inputs: last.map(({ input }) => sayInput(input)),
    };
  }
  const summary = (log: DecisionLog): LogSummary => ({ decisions: log.decisions, sha256: log.sha256() });
  return {
    agent,
    inputs,
    recorded: summary(recorded),
    replayed: summary(replayed),
    decided: replayed.byKind,
    difference,
    torn: journal.torn,
  };
}

/** An input in few words. */
function sayInput(input: Input): string {
  switch (input.kind) {
    case 'begun':
      return 'the agent was started';
    case 'heard':
      return input.what;
    case 'answered':
      return `answer to ${input.what}`;
    case 'refused':
      return `error of ${input.what}: ${input.error.message}`;
  }
}
