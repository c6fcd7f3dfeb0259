import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { opportunityScanners } from '@pm-arbitrage/agents/opportunity-scanner/agent.js';
import { ensureApprovalKeys } from '@pm-arbitrage/core/approval/approval-keys.js';
import { channels } from '@pm-arbitrage/core/bus/channels.js';
import { startPrivateRedis } from '@pm-arbitrage/core/bus/test-redis.js';
import { sleep } from '@pm-arbitrage/core/clock/clock.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { createPostgresDatabase } from '@pm-arbitrage/core/db/test-database.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { agentLabel } from '@pm-arbitrage/core/runtime/agent.js';
import { openServices } from '@pm-arbitrage/core/runtime/open-services.js';
import { benchConfig } from './bench-config.js';
import { matchOfPair } from './trade-fixture.js';

const MARKETS = 500;
const RATES = [0, 100, 1_000, 2_000, 5_000] as const;
/** Of an event that is searched, where scanners share the work: as a temperature in brackets, or a nomination. */
const OUTCOMES = 20;
const SETTLE_MS = 3_000;
const MEASURE_MS = 10_000;
/** Who hears every price first; the others show what an idle process costs. */
const AGENTS = [
  'venue-watcher:kalshi',
  'opportunity-scanner',
  'recorder',
  'risk-guardian',
  'executor',
  'strategy:atomic-arb',
  'capital-allocator',
  'alert-router',
  'market-matcher',
] as const;

const SCANNER: (typeof AGENTS)[number] = 'opportunity-scanner';

const script = fileURLToPath(new URL('capacity-process.js', import.meta.url));

interface Load {
  readonly scanners: number;
  /** Of one event: in one of several each price makes its scanner search all of them. */
  readonly outcomes: number;
  readonly rates: readonly number[];
}

/** What one process cost while so many price updates a second came in. */
export interface CapacityRow {
  readonly updatesPerSecond: number;
  /** What the watcher really sent: less than asked for is where it is full. */
  readonly sentPerSecond: number;
  readonly agent: string;
  readonly rssMegabytes: number;
  /** Of one processor. */
  readonly cpuPercent: number;
  readonly lagP99Ms: number;
  /** Prices that the scanner took, a second; it takes the newest of each market, so fewer than were sent is no loss. */
  readonly takenPerSecond: number | null;
  /** Of the machine, over the last minute: above the number of its processors, nothing here is what a calm one would show. */
  readonly load: number;
}

interface Measured {
  readonly rssMegabytes: number;
  readonly cpuShare: number;
  readonly lagP99Ms: number;
  readonly sentPerSecond: number;
  /** Prices that a scanner in the process took. */
  readonly takenPerSecond: number;
}

/** One venue with 500 markets at rising rates, on Redis and Postgres: each agent in a process of its own, then all in one. */
export async function runCapacity(): Promise<readonly CapacityRow[]> {
  return [...(await measureLayout(AGENTS)), ...(await measureLayout([AGENTS.join(',')]))];
}

/** What so many scanners cost that share the markets, each in a process of its own. */
export interface ScaleOutRow {
  readonly scanners: number;
  readonly updatesPerSecond: number;
  readonly sentPerSecond: number;
  /** Prices that all of them took, a second; none is taken twice where no match crosses from one to another. */
  readonly takenPerSecond: number;
  /** Of one processor, the busiest scanner. */
  readonly cpuPercentMost: number;
  readonly cpuPercentTogether: number;
  readonly lagP99Ms: number;
  readonly load: number;
}

/** The watcher and one, two and four scanners, at more updates than a venue sends. */
export async function runScaleOut(): Promise<readonly ScaleOutRow[]> {
  const all: ScaleOutRow[] = [];
  for (const scanners of [1, 2, 4]) {
    const labels = opportunityScanners(benchConfig({ scanners })).map(agentLabel);
    const rows = await measureLayout([AGENTS[0], ...labels], { scanners, outcomes: OUTCOMES, rates: [5_000, 10_000] });
    for (const updatesPerSecond of new Set(rows.map((row) => row.updatesPerSecond))) {
      const own = rows.filter((row) => row.updatesPerSecond === updatesPerSecond && row.takenPerSecond !== null);
      all.push({
        scanners,
        updatesPerSecond,
        sentPerSecond: own[0]?.sentPerSecond ?? 0,
        takenPerSecond: own.reduce((sum, row) => sum + (row.takenPerSecond ?? 0), 0),
        cpuPercentMost: Math.max(...own.map(({ cpuPercent }) => cpuPercent)),
        cpuPercentTogether: own.reduce((sum, { cpuPercent }) => sum + cpuPercent, 0),
        lagP99Ms: Math.max(...own.map(({ lagP99Ms }) => lagP99Ms)),
        load: own[0]?.load ?? 0,
      });
    }
  }
  return all;
}

/** @param layout the agents of each process, with commas; the watcher in the first, which starts last */
async function measureLayout(
  layout: readonly string[],
  { scanners, outcomes, rates }: Load = { scanners: 1, outcomes: 1, rates: RATES },
): Promise<readonly CapacityRow[]> {
  const redis = await startPrivateRedis();
  const postgres = await createPostgresDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'pm-capacity-'));
  const config = benchConfig({ databaseUrl: postgres.url, redisUrl: redis.url, dataDir, scanners });
  ensureApprovalKeys(config.services);
  const file = join(dataDir, 'config.json');
  writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
  const services = await openServices({ config, log: createLogger('error') });
  const bus = services.busFor('market-matcher');
  const children = new Map<string, ChildProcess>();
  const ask = async (child: ChildProcess): Promise<Measured> => {
    child.send('measure');
    const [answer] = (await once(child, 'message')) as [Measured];
    return answer;
  };
  try {
    // The watcher last: who reads is there before it speaks.
    for (const agents of layout.toReversed()) {
      const child = fork(script, [agents, file, String(MARKETS), String(outcomes)]);
      children.set(agents, child);
      await once(child, 'message');
    }
    for (let index = 0; index < MARKETS; index++)
      await bus.publishDurable(channels.matchedMarkets, matchOfPair(index, systemClock.now()));
    const feeder = children.get(layout[0] as string) as ChildProcess;
    const rows: CapacityRow[] = [];
    for (const rate of rates) {
      feeder.send({ rate });
      await sleep(systemClock, SETTLE_MS);
      for (const child of children.values()) child.send('reset');
      await sleep(systemClock, MEASURE_MS);
      const measured = new Map<string, Measured>();
      for (const [agents, child] of children) measured.set(agents, await ask(child));
      const sent = measured.get(layout[0] as string)?.sentPerSecond ?? 0;
      for (const [agent, { cpuShare, lagP99Ms, rssMegabytes, takenPerSecond }] of measured)
        rows.push({
          updatesPerSecond: rate,
          sentPerSecond: sent,
          agent: layout.length === 1 ? 'all in one process' : agent,
          rssMegabytes,
          cpuPercent: cpuShare * 100,
          lagP99Ms,
          takenPerSecond: agent.includes(SCANNER) ? takenPerSecond : null,
          load: loadavg()[0] ?? 0,
        });
    }
    return rows;
  } finally {
    for (const child of children.values()) child.kill('SIGKILL');
    await bus.close();
    await services.close();
    await postgres.drop();
    await redis.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
