import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { capitalAllocator } from '@pm-arbitrage/agents/capital-allocator/agent.js';
import { venueWatcher } from '@pm-arbitrage/agents/venue-watcher/agent.js';
import { ensureApprovalKeys } from '@pm-arbitrage/core/approval/approval-keys.js';
import { channels } from '@pm-arbitrage/core/bus/channels.js';
import { startPrivateRedis } from '@pm-arbitrage/core/bus/test-redis.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { createPostgresDatabase } from '@pm-arbitrage/core/db/test-database.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { price } from '@pm-arbitrage/core/money/money.js';
import { openServices } from '@pm-arbitrage/core/runtime/open-services.js';
import { type AgentHandle, runAgent } from '@pm-arbitrage/core/runtime/run-agent.js';
import { RecordedFeed } from '../replay/recorded-feed.js';
import { runBareFloor } from './bare-floor.js';
import { benchConfig } from './bench-config.js';
import { percentile } from './percentile.js';
import {
  cheapKalshiDelta,
  kalshiTicker,
  matchOfPair,
  pairOfMarkets,
  quietKalshiSnapshot,
  quietPolymarketBook,
} from './trade-fixture.js';

const RUNS = 5;
const WARM_UP = 40;
const TRADES_A_RUN = 60;
const PAUSE_MS = 25;
const FLOOR_MESSAGES = 3_000;
const FLOOR_PER_SECOND = 1_000;

const hopProcess = fileURLToPath(new URL('hop-process.js', import.meta.url));

export interface FiveProcesses {
  /** Medians over the runs of each run's percentile, ms. */
  readonly floor: { readonly p50: number; readonly p99: number };
  /** The bare floor at the pace of the trades, when every process sleeps between two messages. */
  readonly idleFloor: { readonly p50: number; readonly p99: number };
  /** Frame in → result of the accepted orders back, without the durable commits. */
  readonly own: { readonly p50: number; readonly p99: number };
  readonly commits: { readonly p50: number; readonly p99: number };
}

interface Trade {
  readonly from: number;
  readonly to: number;
}

/** Tick to trade across five processes on a private Redis, beside the bare floor of the same run. */
export async function runFiveProcesses(): Promise<FiveProcesses> {
  const redis = await startPrivateRedis();
  const postgres = await createPostgresDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'pm-arbitrage-bench-'));
  const config = benchConfig({ databaseUrl: postgres.url, redisUrl: redis.url, dataDir });
  ensureApprovalKeys(config.services);
  const file = join(dataDir, 'config.json');
  writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
  const services = await openServices({ config, log: createLogger('error') });
  const count = WARM_UP + RUNS * TRADES_A_RUN;
  const now = systemClock.now();
  const pairs = Array.from({ length: count }, (_, index) => pairOfMarkets(index, now));
  const kalshi = new RecordedFeed(
    'kalshi',
    systemClock,
    pairs.map(([market]) => ({ at: 0, market })),
  );
  const polymarket = new RecordedFeed(
    'polymarket',
    systemClock,
    pairs.map(([, market]) => ({ at: 0, market })),
  );
  const children: ChildProcess[] = [];
  const agents: AgentHandle[] = [];
  const bus = services.busFor('market-matcher');
  let target = '';
  let completed: () => void = () => undefined;
  let refused: (why: Error) => void = () => undefined;
  let settled: () => void = () => undefined;
  try {
    agents.push(await runAgent(capitalAllocator, services));
    for (const label of ['executor', 'risk-guardian', 'strategy:atomic-arb', 'opportunity-scanner']) {
      const child = fork(hopProcess, [label, file]);
      children.push(child);
      await once(child, 'message');
    }
    await bus.consume(channels.tradeRejected, { group: 'bench', consumer: 'bench' }, async ({ rule, limit, value }) =>
      refused(new Error(`a trade of the bench was rejected: ${rule}, limit ${limit}, value ${value}`)),
    );
    await bus.consume(channels.tradeResults, { group: 'bench', consumer: 'bench' }, async (result) => {
      if (!result.legs.some((leg) => leg.market === target)) return;
      if (result.state === 'aborted') refused(new Error(`a trade of the bench was aborted: ${result.reason}`));
      if (result.state === 'complete') completed();
      if (result.state === 'settled') settled();
    });
    agents.push(
      await runAgent(
        venueWatcher('kalshi', () => kalshi),
        services,
      ),
    );
    agents.push(
      await runAgent(
        venueWatcher('polymarket', () => polymarket),
        services,
      ),
    );
    kalshi.tellMarkets(now);
    polymarket.tellMarkets(now);
    for (let index = 0; index < count; index++)
      await bus.publishDurable(channels.matchedMarkets, matchOfPair(index, now));
    const scanner = children.at(-1) as ChildProcess;
    for (;;) {
      scanner.send('details');
      const [{ details }] = (await once(scanner, 'message')) as [{ details: Record<string, unknown> }];
      if (details['covers'] === count * 4) break;
      await pause(100);
    }

    const runs: { own: number[]; commits: number[] }[] = [];
    let next = 0;
    for (let run = -1; run < RUNS; run++) {
      await commitsOf(children);
      const trades: Trade[] = [];
      for (let end = next + (run < 0 ? WARM_UP : TRADES_A_RUN); next < end; next++) trades.push(await tradeOnce(next));
      const stretches = await commitsOf(children);
      if (run < 0) continue;
      const commits = trades.map(({ from, to }) => covered(stretches, from, to));
      runs.push({ commits, own: trades.map(({ from, to }, index) => to - from - (commits[index] as number)) });
    }
    const floors: (readonly number[])[] = [];
    const idle: (readonly number[])[] = [];
    for (let run = 0; run < RUNS; run++) {
      floors.push(await runBareFloor(redis.url, run, FLOOR_MESSAGES, FLOOR_PER_SECOND));
      idle.push(await runBareFloor(redis.url, run + RUNS, TRADES_A_RUN, 1_000 / (PAUSE_MS * 2)));
    }
    return {
      floor: medians(floors),
      idleFloor: medians(idle),
      own: medians(runs.map(({ own }) => own)),
      commits: medians(runs.map(({ commits }) => commits)),
    };
  } finally {
    for (const child of children) child.kill('SIGKILL');
    for (const agent of agents.toReversed()) await agent.stop();
    await bus.close();
    await services.close();
    await postgres.drop();
    await redis.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }

  async function tradeOnce(index: number): Promise<Trade> {
    target = `kalshi:${kalshiTicker(index)}`;
    polymarket.frame(quietPolymarketBook(index, systemClock.now()), systemClock.now());
    kalshi.frame(quietKalshiSnapshot(index, 2 * index + 1), systemClock.now());
    await pause(PAUSE_MS);
    const done = new Promise<void>((resolve, reject) => {
      completed = resolve;
      refused = reject;
    });
    const paid = new Promise<void>((resolve) => {
      settled = resolve;
    });
    const from = performance.timeOrigin + performance.now();
    kalshi.frame(cheapKalshiDelta(index, 2 * index + 2), systemClock.now());
    await done;
    const to = performance.timeOrigin + performance.now();
    for (const market of pairs[index] ?? []) {
      const resolved = {
        ...market,
        status: 'resolved' as const,
        yesPayout: price(10_000),
        updatedAt: systemClock.now(),
      };
      await bus.publishDurable(channels.markets(market.platform), resolved);
    }
    await paid;
    return { from, to };
  }
}

async function commitsOf(children: readonly ChildProcess[]): Promise<Trade[]> {
  const all: Trade[] = [];
  for (const child of children) {
    child.send('commits');
    const [{ stretches }] = (await once(child, 'message')) as [{ stretches: Trade[] }];
    all.push(...stretches);
  }
  return all.sort((a, b) => a.from - b.from);
}

/** How much of a time lies in at least one of the stretches, which are sorted by their beginning. */
function covered(stretches: readonly Trade[], from: number, to: number): number {
  let total = 0;
  let reached = from;
  for (const stretch of stretches) {
    const begin = Math.max(reached, stretch.from);
    const end = Math.min(to, stretch.to);
    if (end > begin) {
      total += end - begin;
      reached = end;
    }
  }
  return total;
}

function medians(runs: readonly (readonly number[])[]): { p50: number; p99: number } {
  const median = (share: number) =>
    percentile(
      runs.map((run) => percentile(run, share)),
      0.5,
    );
  return { p50: median(0.5), p99: median(0.99) };
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
