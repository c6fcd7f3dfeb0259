import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { oracleAgent } from '@pm-arbitrage/agents/oracle/agent.js';
import { needsOf } from '@pm-arbitrage/agents/oracle/needs-of.js';
import { venueWatcher } from '@pm-arbitrage/agents/venue-watcher/agent.js';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { trades } from '@pm-arbitrage/core/db/schema/schema.js';
import { platforms } from '@pm-arbitrage/core/domain/platform.js';
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { seededIds } from '@pm-arbitrage/core/random/ids.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { openServices } from '@pm-arbitrage/core/runtime/open-services.js';
import { type AgentHandle, runAgent } from '@pm-arbitrage/core/runtime/run-agent.js';
import type { Services } from '@pm-arbitrage/core/runtime/services.js';
import { voices as voiceNames } from '@pm-arbitrage/simulator/weeks/oracle-voices.js';
import type { WeekMoment } from '@pm-arbitrage/simulator/weeks/week-moment.js';
import type { WeekWorld } from '@pm-arbitrage/simulator/weeks/week-world.js';
import { QuietClock } from '../simulated-time/quiet-clock.js';
import { simulatedSwarm } from '../simulated-time/simulated-swarm.js';
import { unhurriedServices } from '../simulated-time/unhurried-services.js';
import { resumeHalted } from './week-operator.js';
import { weekConfig } from './week-config.js';
import { WeekFeed } from './week-feed.js';
import { WeekVoice } from './week-voice.js';

export interface WeekOptions<Result> {
  readonly config: Config;
  readonly world: WeekWorld;
  /** Unix ms at which the world begins. */
  readonly from: number;
  readonly strategies: readonly string[];
  /** An empty Postgres database, several times as fast; absent: the embedded one. */
  readonly databaseUrl?: string;
  /** Reads what came of it, after the agents have stopped. */
  readonly summarise: (services: Services) => Promise<Result>;
  /** Told at every new day of the world. */
  readonly onDay?: (at: number, agents: readonly AgentHandle[]) => void;
}

const DAY_MS = 86_400_000;
/** Lives through simulated days with the production agents, on a clock that only the world moves. */
export async function runWeek<Result>(options: WeekOptions<Result>): Promise<Result> {
  const { config, world, from, strategies, summarise, onDay } = options;
  const clock = new SimulatedClock(from);
  const dataDir = mkdtempSync(join(tmpdir(), 'pm-arbitrage-week-'));
  const services = await openServices({
    config: weekConfig(config, { dataDir, databaseUrl: options.databaseUrl ?? null }, strategies),
    log: createLogger(config.log.level),
    clock,
    ids: seededIds(seededRandom(1)),
    random: seededRandom(2),
    ephemeral: true,
    connections: 1,
  });
  const time = new QuietClock(clock, services.database);
  const feeds = platforms.map((platform) => new WeekFeed(platform, clock));
  const voices = voiceNames.map((name) => new WeekVoice(name));
  const agents: AgentHandle[] = [];
  try {
    await requireEmpty(services);
    const senses = {
      watchers: feeds.map((feed) => venueWatcher(feed.platform, () => feed)),
      oracles: [oracleAgent('crypto', { open: () => voices, needsOf })],
    };
    for (const definition of simulatedSwarm(services.config, senses))
      agents.push(await runAgent(definition, unhurriedServices(services, definition.name)));
    await time.settled();
    let day = Math.floor(from / DAY_MS);
    for (const moment of world.moments()) {
      if (moment.lived) await time.advance(moment.at);
      else {
        await time.leap(moment.at);
        await resumeHalted(services);
      }
      tell(moment);
      await time.settled();
      const today = Math.floor(moment.at / DAY_MS);
      if (today > day) onDay?.(moment.at, agents);
      day = Math.max(day, today);
    }
    for (const agent of agents.toReversed()) await agent.stop();
    return await summarise(services);
  } finally {
    await services.close();
    rmSync(dataDir, { recursive: true, force: true });
  }

  function tell(moment: WeekMoment): void {
    for (const feed of feeds) feed.tell(moment);
    for (const said of moment.ticks) voices.find(({ name }) => name === said.voice)?.tell(said);
  }
}

/** Weeks have a database of their own: they would read a person's trades as theirs, and leave simulated ones. @throws CodedError */
async function requireEmpty({ database }: Services): Promise<void> {
  if ((await database.queries.$count(trades)) > 0)
    throw new CodedError('weeks.database', 'the database given for simulated days holds trades; create an empty one');
}
