import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ReplayFrame, replayFrames } from '@pm-arbitrage/adapters/venues/recording/recorded-frames.js';
import { allAgents } from '@pm-arbitrage/agents/all-agents.js';
import { venueWatcher } from '@pm-arbitrage/agents/venue-watcher/agent.js';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import type { Platform } from '@pm-arbitrage/core/domain/platform.js';
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { seededIds } from '@pm-arbitrage/core/random/ids.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { openServices } from '@pm-arbitrage/core/runtime/open-services.js';
import { type AgentHandle, runAgent } from '@pm-arbitrage/core/runtime/run-agent.js';
import { DecisionLog } from './decision-log.js';
import { RecordedFeed } from './recorded-feed.js';
import type { MarketMoment } from './recorded-market.js';

export interface ReplayOptions {
  readonly config: Config;
  readonly platform: Platform;
  readonly files: readonly string[];
  /** What the listing said, where there is one; without it books are rebuilt but no cover is known. */
  readonly moments: readonly MarketMoment[];
  /** Where the decision log goes; null keeps none. */
  readonly logFile: string | null;
}

export interface ReplayReport {
  readonly platform: Platform;
  readonly frames: number;
  readonly books: number;
  /** Recorded time that was lived through, seconds. */
  readonly simulatedSeconds: number;
  readonly decisions: number;
  readonly byKind: Readonly<Record<string, number>>;
  /** Of the decision log: two replays of the same recording agree. */
  readonly sha256: string;
  readonly agents: Readonly<Record<string, unknown>>;
}

/** A silence longer than this is a gap of the recording, not of the venue; the clock leaps over it. */
const GAP_MS = 60_000;
/** Life goes on for this long after the last frame, so that what is under way comes to its end. */
const TAIL_MS = 30_000;
const STATE_MS = 10_000;

/** Feeds a recording through the very agents of a live swarm, on a clock that only the recording moves. */
export async function runReplay(options: ReplayOptions): Promise<ReplayReport> {
  const { platform, files, moments } = options;
  const frames = replayFrames(files);
  const first = await frames.next();
  if (first.done) throw new CodedError('replay.empty', `${files.join(', ')} holds no frame`);
  const startedAt = first.value.receivedAt;
  const clock = new SimulatedClock(startedAt);
  const dataDir = mkdtempSync(join(tmpdir(), 'pm-arbitrage-replay-'));
  const services = await openServices({
    config: replayConfig(options.config, dataDir),
    log: createLogger(options.config.log.level),
    clock,
    ids: seededIds(seededRandom(1)),
    random: seededRandom(2),
    ephemeral: true,
  });
  const feed = new RecordedFeed(platform, clock, moments);
  const log = new DecisionLog(options.logFile);
  const agents: AgentHandle[] = [];
  try {
    const logBus = services.busFor('recorder');
    await log.listen(logBus);
    for (const definition of [
      ...allAgents(services.config).filter(({ name }) => name !== 'venue-watcher'),
      venueWatcher(platform, () => feed),
    ]) {
      agents.push(await runAgent(definition, services));
    }
    await settled();
    // What every agent counts, now and then: a run that strays shows where, also when nothing was traded.
    clock.every(STATE_MS, () => log.write('state', 'replay', stateOf(agents, clock.now())));

    let count = 0;
    let last = startedAt;
    for (let step: IteratorResult<ReplayFrame> = first; !step.done; step = await frames.next()) {
      const { receivedAt, frame } = step.value;
      if (receivedAt - last > GAP_MS) await leap(receivedAt);
      else await advance(receivedAt);
      last = Math.max(last, receivedAt);
      feed.frame(frame, last);
      count++;
      await turn();
    }
    await advance(last + TAIL_MS);

    const { agents: details } = stateOf(agents, clock.now());
    log.write('end', 'replay', { frames: count, agents: details });
    for (const agent of agents.toReversed()) await agent.stop();
    const { lines, byKind, sha256 } = await log.close();
    await logBus.close();
    return {
      platform,
      frames: count,
      books: feed.health().books,
      simulatedSeconds: Math.round((clock.now() - startedAt) / 1_000),
      decisions: lines,
      byKind,
      sha256,
      agents: details,
    };
  } finally {
    await services.close();
    rmSync(dataDir, { recursive: true, force: true });
  }

  /** Lets time pass until `time`, timer by timer, each with all its consequences before the next. */
  async function advance(time: number): Promise<void> {
    for (;;) {
      const due = Math.min(clock.nextDue() ?? Number.POSITIVE_INFINITY, feed.nextMoment() ?? Number.POSITIVE_INFINITY);
      if (due > time) break;
      clock.advanceTo(due);
      feed.tellMarkets(clock.now());
      await settled();
    }
    clock.advanceTo(time);
  }

  async function leap(time: number): Promise<void> {
    await advance(clock.now() + TAIL_MS);
    feed.interrupted();
    clock.leapTo(time);
    feed.tellMarkets(clock.now());
    await settled();
  }

  /** One turn of the event loop: deliveries of the memory bus happen in microtasks, before it ends. */
  async function turn(): Promise<void> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    if ((services.database.underWay?.() ?? 0) > 0) await settled();
  }

  /** Until nothing runs: no query under way, for two turns in a row. What waits for the clock goes on waiting. */
  async function settled(): Promise<void> {
    for (let quiet = 0; quiet < 2;) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      quiet = (services.database.underWay?.() ?? 0) > 0 ? 0 : quiet + 1;
    }
  }
}

const stateOf = (agents: readonly AgentHandle[], at: number) => ({
  at,
  agents: Object.fromEntries(agents.map((agent) => [agent.name, agent.heartbeat().details])),
});

/** Memory and a fixed guardian key: nothing of the surroundings may reach a decision. */
function replayConfig(config: Config, dataDir: string): Config {
  const seed = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 7)]);
  const key = createPrivateKey({ key: seed, format: 'der', type: 'pkcs8' });
  return {
    ...config,
    mode: 'paper',
    trading: { ...config.trading, matchesFile: null },
    services: {
      ...config.services,
      redisUrl: null,
      databaseUrl: null,
      dataDir,
      guardianPrivateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
      guardianPublicKey: null,
    },
  };
}
