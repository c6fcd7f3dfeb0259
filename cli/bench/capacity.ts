import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureApprovalKeys } from '@pm-arbitrage/core/approval/approval-keys.js';
import { channels } from '@pm-arbitrage/core/bus/channels.js';
import { startPrivateRedis } from '@pm-arbitrage/core/bus/test-redis.js';
import { sleep } from '@pm-arbitrage/core/clock/clock.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { createPostgresDatabase } from '@pm-arbitrage/core/db/test-database.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { openServices } from '@pm-arbitrage/core/runtime/open-services.js';
import { benchConfig } from './bench-config.js';
import { matchOfPair } from './trade-fixture.js';

const MARKETS = 500;
const RATES = [0, 100, 1_000, 2_000, 5_000] as const;
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
  /** That a scanner in the process took so far. */
  readonly prices: number;
}

/** One venue with 500 markets at rising rates, on Redis and Postgres: each agent in a process of its own, then all in one. */
export async function runCapacity(): Promise<readonly CapacityRow[]> {
  return [...(await measureLayout(AGENTS)), ...(await measureLayout([AGENTS.join(',')]))];
}

/** @param layout the agents of each process, with commas; the watcher in the first, which starts last */
async function measureLayout(layout: readonly string[]): Promise<readonly CapacityRow[]> {
  const redis = await startPrivateRedis();
  const postgres = await createPostgresDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'pm-capacity-'));
  const config = benchConfig({ databaseUrl: postgres.url, redisUrl: redis.url, dataDir });
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
      const child = fork(script, [agents, file, String(MARKETS)]);
      children.set(agents, child);
      await once(child, 'message');
    }
    for (let index = 0; index < MARKETS; index++)
      await bus.publishDurable(channels.matchedMarkets, matchOfPair(index, systemClock.now()));
    const feeder = children.get(layout[0] as string) as ChildProcess;
    const scanner = [...children].find(([agents]) => agents.includes(SCANNER))?.[1] as ChildProcess;
    const pricesTaken = async () => (await ask(scanner)).prices;
    const rows: CapacityRow[] = [];
    for (const rate of RATES) {
      feeder.send({ rate });
      await sleep(systemClock, SETTLE_MS);
      const before = await pricesTaken();
      for (const child of children.values()) child.send('reset');
      const from = systemClock.monotonic();
      await sleep(systemClock, MEASURE_MS);
      const taken = ((await pricesTaken()) - before) / ((systemClock.monotonic() - from) / 1_000);
      const measured = new Map<string, Measured>();
      for (const [agents, child] of children) measured.set(agents, await ask(child));
      const sent = measured.get(layout[0] as string)?.sentPerSecond ?? 0;
      for (const [agent, { cpuShare, lagP99Ms, rssMegabytes }] of measured)
        rows.push({
          updatesPerSecond: rate,
          sentPerSecond: sent,
          agent: layout.length === 1 ? 'all in one process' : agent,
          rssMegabytes,
          cpuPercent: cpuShare * 100,
          lagP99Ms,
          takenPerSecond: agent.includes(SCANNER) ? taken : null,
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
