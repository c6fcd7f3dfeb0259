import { type Clock, sleep } from '@pm-arbitrage/core/clock/clock.js';
import type { Halt } from '@pm-arbitrage/core/db/halts.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { HaltFile } from '@pm-arbitrage/core/runtime/halt-file.js';
import type { VenueAnswer } from './cancel-at-venues.js';
import type { Control } from './control.js';

const PATIENCE_MS = 2_000;
const PERIOD_MS = 50;

export interface Acknowledgement {
  readonly agent: string;
  /** Time from the order to the acknowledgement, ms; null when none came in time. */
  readonly afterMs: number | null;
}

export interface HaltReport {
  readonly halt: { readonly id: string; readonly reason: string; readonly by: string; readonly at: string };
  /** The file that keeps every process of this data folder from trading; null when it could not be written. */
  readonly file: string | null;
  /** The way by which the swarm was told; null when it was not reached. */
  readonly via: string | null;
  /** Agents alive at the time. */
  readonly acknowledged: readonly Acknowledgement[];
  /** What each venue said to the order to cancel everything; empty on paper, where nothing rests at a venue. */
  readonly venues: readonly VenueAnswer[];
  /** What could not be reached, in words. */
  readonly problems: readonly string[];
}

/**
 * Stops trading by every way there is: the file first, because it needs nothing but the disk, then at once the venues
 * themselves and the process or the database. Waits two seconds for the agents to say that they obey, and for what the
 * venues say. Never throws for what cannot be reached.
 */
export async function haltSwarm(parts: {
  readonly clock: Clock;
  readonly haltFile: HaltFile;
  readonly halt: Halt;
  readonly open: () => Promise<Control>;
  /** Has the venues cancel everything; absent on paper. */
  readonly cancelAtVenues?: () => Promise<readonly VenueAnswer[]>;
}): Promise<HaltReport> {
  const { clock, halt, haltFile } = parts;
  const problems: string[] = [];
  let file: string | null = null;
  try {
    // An earlier halt stays as it is: it is in force, and its file may be the only record of it.
    if (haltFile.read() === null) haltFile.write(halt);
    file = haltFile.path;
  } catch (error) {
    problems.push(`the halt file ${haltFile.path} could not be written: ${messageOf(error)}`);
  }
  const answers = parts.cancelAtVenues?.() ?? Promise.resolve([]);
  let control: Control | null = null;
  let via: string | null = null;
  let acknowledged: readonly Acknowledgement[] = [];
  let venues: readonly VenueAnswer[] = [];
  try {
    control = await parts.open();
    await control.halt(halt);
    via = control.via;
    acknowledged = await awaitAgents(control, clock, halt.at, problems);
  } catch (error) {
    problems.push(messageOf(error));
  }
  try {
    venues = await answers;
    if (control !== null && venues.length > 0) await control.recordKillSwitch({ haltId: halt.id, venues: [...venues] });
  } catch (error) {
    problems.push(`what the venues said is not on record: ${messageOf(error)}`);
  } finally {
    await control?.close().catch(() => undefined);
  }
  for (const { platform, problem } of venues) if (problem !== null) problems.push(`${platform}: ${problem}`);
  const { id, reason, by } = halt;
  return { halt: { id, reason, by, at: new Date(halt.at).toISOString() }, file, via, acknowledged, venues, problems };
}

/** The time of an acknowledgement is that of the heartbeat that carries it: at the latest the moment it was given. */
async function awaitAgents(
  control: Control,
  clock: Clock,
  since: number,
  problems: string[],
): Promise<readonly Acknowledgement[]> {
  const seen = new Map<string, number | null>();
  const deadline = clock.now() + PATIENCE_MS;
  for (;;) {
    const { agents, agentsUnknown } = await control.status();
    if (agentsUnknown !== null) {
      problems.push(`whether the agents obey is not known: ${agentsUnknown}`);
      break;
    }
    for (const { agent, acknowledged, state, ageMs } of agents) {
      if (state === 'dead') continue;
      if (acknowledged) seen.set(agent, seen.get(agent) ?? Math.max(0, clock.now() - ageMs - since));
      else if (!seen.has(agent)) seen.set(agent, null);
    }
    const waiting = [...seen.values()].some((afterMs) => afterMs === null);
    if (!waiting || clock.now() >= deadline) break;
    await sleep(clock, PERIOD_MS);
  }
  return [...seen].map(([agent, afterMs]) => ({ agent, afterMs }));
}
