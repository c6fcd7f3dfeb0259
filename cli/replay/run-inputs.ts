import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { seededIds } from '@pm-arbitrage/core/random/ids.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { openServices } from '@pm-arbitrage/core/runtime/open-services.js';
import { type AgentHandle, runAgent } from '@pm-arbitrage/core/runtime/run-agent.js';
import type { Services } from '@pm-arbitrage/core/runtime/services.js';
import { QuietClock } from '../simulated-time/quiet-clock.js';
import { simulatedConfig } from '../simulated-time/simulated-config.js';
import { simulatedSwarm, type SimulatedSenses } from '../simulated-time/simulated-swarm.js';
import { unhurriedServices } from '../simulated-time/unhurried-services.js';
import { DecisionLog } from './decision-log.js';
import type { RecordedFeed } from './recorded-feed.js';
import type { ReplayInput } from './replay-input.js';

export interface InputsRun {
  readonly config: Config;
  /** Stands at the time of the first input. */
  readonly clock: SimulatedClock;
  readonly senses: SimulatedSenses;
  readonly feeds: readonly RecordedFeed[];
  /** In the order of their times. */
  readonly inputs: AsyncIterable<ReplayInput>;
  /** Where the decision log goes; null keeps none. */
  readonly logFile: string | null;
  /** Pairs that a person judged to be the same question; absent: none. */
  readonly matchesFile?: string | null;
  /** Told of every input that was given, with its time. */
  readonly onInput?: ((at: number) => void) | undefined;
  /** Reads what came of it, after the agents have stopped. */
  readonly afterwards?: (services: Services) => Promise<void>;
}

export interface InputsReport {
  readonly inputs: number;
  /** Recorded time that was lived through, seconds; gaps are leapt over. */
  readonly simulatedSeconds: number;
  readonly decisions: number;
  readonly byKind: Readonly<Record<string, number>>;
  /** Of the decision log: two replays of the same recording agree. */
  readonly sha256: string;
  readonly agents: Readonly<Record<string, unknown>>;
}

/** A silence longer than this is a gap of the recording, not of the venue; the clock leaps over it. */
const GAP_MS = 60_000;
/** Life goes on for this long after the last input, so that what is under way comes to its end. */
const TAIL_MS = 30_000;
const STATE_MS = 10_000;

/** Feeds inputs to the very agents of a live swarm, on a clock that only the inputs move. */
export async function runInputs(run: InputsRun): Promise<InputsReport> {
  const { config, clock, senses, feeds, inputs, logFile, matchesFile = null, onInput, afterwards } = run;
  const startedAt = clock.now();
  const dataDir = mkdtempSync(join(tmpdir(), 'pm-arbitrage-replay-'));
  const simulated = simulatedConfig(config, { dataDir, databaseUrl: null });
  const services = await openServices({
    config: { ...simulated, trading: { ...simulated.trading, matchesFile } },
    log: createLogger(config.log.level),
    clock,
    ids: seededIds(seededRandom(1)),
    random: seededRandom(2),
    ephemeral: true,
  });
  const time = new QuietClock(clock, services.database);
  const log = new DecisionLog(logFile);
  const agents: AgentHandle[] = [];
  let leapt = 0;
  try {
    const logBus = services.busFor('recorder');
    await log.listen(logBus);
    for (const definition of simulatedSwarm(services.config, senses))
      agents.push(await runAgent(definition, unhurriedServices(services, definition.name)));
    await time.settled();
    // What every agent counts, now and then: a run that strays shows where, also when nothing was traded.
    clock.every(STATE_MS, () => log.write('state', 'replay', stateOf(agents, clock.now())));

    let count = 0;
    let last = startedAt;
    for await (const { at, give } of inputs) {
      if (at - last > GAP_MS) await leap(at);
      else await advance(at);
      last = Math.max(last, at);
      give();
      count++;
      onInput?.(at);
      await turn();
    }
    await advance(last + TAIL_MS);

    const { agents: details } = stateOf(agents, clock.now());
    log.write('end', 'replay', { frames: count, agents: details });
    for (const agent of agents.toReversed()) await agent.stop();
    const { lines, byKind, sha256 } = await log.close();
    await logBus.close();
    await afterwards?.(services);
    const simulatedSeconds = Math.round((clock.now() - startedAt - leapt) / 1_000);
    return { inputs: count, simulatedSeconds, decisions: lines, byKind, sha256, agents: details };
  } finally {
    await services.close();
    rmSync(dataDir, { recursive: true, force: true });
  }

  /** Lets time pass until then, timer by timer, each with all its consequences before the next. */
  async function advance(until: number): Promise<void> {
    for (;;) {
      const moments = feeds.map((feed) => feed.nextMoment() ?? Number.POSITIVE_INFINITY);
      const due = Math.min(clock.nextDue() ?? Number.POSITIVE_INFINITY, ...moments);
      if (due > until) break;
      clock.advanceTo(due);
      tellMarkets();
      await time.settled();
    }
    clock.advanceTo(until);
  }

  async function leap(until: number): Promise<void> {
    await advance(clock.now() + TAIL_MS);
    for (const feed of feeds) feed.interrupted();
    leapt += Math.max(0, until - clock.now());
    clock.leapTo(until);
    tellMarkets();
    await time.settled();
  }

  function tellMarkets(): void {
    for (const feed of feeds) feed.tellMarkets(clock.now());
  }

  /** One turn of the event loop: deliveries of the memory bus happen in microtasks, before it ends. */
  async function turn(): Promise<void> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (services.database.underWay() > 0) await time.settled();
  }
}

const stateOf = (agents: readonly AgentHandle[], at: number) => ({
  at,
  agents: Object.fromEntries(agents.map((agent) => [agent.name, agent.heartbeat().details])),
});
