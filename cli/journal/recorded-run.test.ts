import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { redisForTests } from '@pm-arbitrage/core/bus/test-redis.js';
import { openDatabase } from '@pm-arbitrage/core/db/open-database.js';
import type { TradeState } from '@pm-arbitrage/core/domain/trade.js';
import { holdsPosition } from '@pm-arbitrage/core/domain/trade-states.js';
import { trades } from '@pm-arbitrage/core/db/schema/schema.js';
import { postgresMissing } from '@pm-arbitrage/core/db/test-database.js';
import { gte } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { type DemoPlaces, emptyPrefix, localServers } from '../swarm/demo-servers.js';
import type { Status } from '../control/control.js';
import { askCli, type CliRun, runCli, startCli } from '../testing/run-cli.js';
import { until } from '@pm-arbitrage/core/testing/until.js';
import { describeDifference } from './print-verified.js';
import { verifyJournals } from './verify-journals.js';

interface Processes {
  readonly children: readonly { readonly name: string; readonly pid: number | null; readonly restarts: number }[];
}

const PATIENCE_MS = 180_000;

const redis = await redisForTests();
const missing =
  'unavailable' in redis ? `no Redis: ${redis.unavailable}` : postgresMissing && `no Postgres: ${postgresMissing}`;
const server = process.env['DATABASE_URL'] ?? localServers.databaseUrl;
const folder = mkdtempSync(join(tmpdir(), 'pm-recorded-'));
let run: CliRun | null = null;

const readJson = <T>(name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as T;
const places = () => readJson<{ services: DemoPlaces }>('config.demo.json').services;
const child = (name: string) => readJson<Processes>('processes.json').children.find((one) => one.name === name);

afterAll(async () => {
  run?.process.kill('SIGTERM');
  await run?.result;
  if (run !== null) {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    await client.query(`drop database if exists ${new URL(places().databaseUrl).pathname.slice(1)} with (force)`);
    await client.end();
    await emptyPrefix(places());
  }
  if (!('unavailable' in redis)) await redis.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Where the simulator takes faults: only its command line says so. */
function controlOfSimulator(): string {
  const words = execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(child('simulator')?.pid)], { encoding: 'utf8' })
    .trim()
    .split(/\s+/);
  return `http://127.0.0.1:${words[words.indexOf('--control-port') + 1]}`;
}

/** Replays journals twice, expects them to be what was lived, and says how often which agents made which decisions. */
async function verified(journal: string) {
  const first = await verifyJournals(journal);
  const differences = first.flatMap(({ agent, difference }) =>
    difference === null ? [] : [agent, ...describeDifference(difference)],
  );
  expect(differences.join('\n')).toBe('');
  expect(first.map(({ replayed }) => replayed)).toEqual(first.map(({ recorded }) => recorded));
  expect(await verifyJournals(journal)).toEqual(first);
  const orders = first.reduce((sum, { decided }) => sum + (decided['order'] ?? 0), 0);
  expect(orders).toBeGreaterThan(0);
  return first.map(({ agent }) => agent);
}

const strategies = ['atomic-arb', 'leg-and-hedge', 'mean-reversion', 'oracle-patient', 'oracle-sniper'].map(
  (one) => `strategy:${one}`,
);

const skipped = missing === null ? '' : ` (${missing})`;

describe.skipIf(missing !== null)(`a run of processes on Redis that keeps journals${skipped}`, () => {
  it(
    'is what two replays in one process do, with venues that fail and agents that are killed',
    { timeout: 900_000 },
    async () => {
      run = startCli(['up', '--demo', '--processes', '--for', '15m', '--json', '--data-dir', folder], folder, {
        REDIS_URL: 'unavailable' in redis ? '' : redis.url,
        DATABASE_URL: server,
        RECORDER_JOURNAL: 'true',
        RECORDER_ENABLED: 'false',
        DASHBOARD_PORT: '0',
      });
      await until('the database of the run', () => places().databaseUrl, PATIENCE_MS);
      const database = await until(
        'the database answers',
        () => openDatabase({ url: places().databaseUrl }),
        PATIENCE_MS,
      );
      const tradesSince = (at: number) => database.queries.$count(trades, gte(trades.requestedAt, at));
      try {
        await until('the first trade', async () => (await tradesSince(0)) > 0, PATIENCE_MS);

        const control = controlOfSimulator();
        for (const fault of [
          { kind: 'drop-sockets', venue: 'kalshi' },
          { kind: 'lose-frames', venue: 'polymarket', count: 20 },
          { kind: 'latency', venue: 'polymarket', delayMs: 300, durationMs: 2_000 },
        ]) {
          const { status } = await fetch(`${control}/faults`, { method: 'POST', body: JSON.stringify(fault) });
          expect(status).toBe(201);
        }
        for (const name of ['executor', 'opportunity-scanner']) {
          process.kill(child(name)?.pid as number, 'SIGKILL');
          await until(`${name} is started again`, () => (child(name)?.restarts ?? 0) > 0, PATIENCE_MS);
        }
        const killedAt = Date.now();
        await until('a trade after the kills', async () => (await tradesSince(killedAt)) > 0, PATIENCE_MS);
      } finally {
        await database.close();
      }
      run.process.kill('SIGTERM');
      expect((await run.result).code).toBe(0);

      const journal = join(folder, 'journal');
      const agents = await verified(journal);
      expect(agents).toEqual([
        'capital-allocator',
        'executor',
        'executor',
        'market-matcher',
        'opportunity-scanner',
        'opportunity-scanner',
        'risk-guardian',
        ...strategies,
      ]);

      const { code, stdout } = await runCli(['replay', '--verify', journal], folder);
      expect({ code, identical: stdout.match(/^ {2}identical$/gm)?.length }).toEqual({
        code: 0,
        identical: agents.length,
      });
    },
  );
});

it('a live run is replayed with what its venues and its language model answered', { timeout: 600_000 }, async () => {
  const base = mkdtempSync(join(tmpdir(), 'pm-recorded-live-'));
  const dataDir = join(base, 'live-1');
  const live = startCli(['demo', '--live', '--for', '15m', '--json', '--data-dir', base], base, {
    RECORDER_JOURNAL: 'true',
    RECORDER_ENABLED: 'false',
    DASHBOARD_PORT: '0',
  });
  try {
    const executed = async () => {
      const { trades: byState } = await askCli<Status>(['status', '--json', '--data-dir', dataDir], base);
      return Object.entries(byState).some(([state, count]) => count > 0 && holdsPosition(state as TradeState));
    };
    await until('a live trade', executed, PATIENCE_MS, 1_000);
    live.process.kill('SIGTERM');
    expect(await live.result).toMatchObject({ code: 0 });
    expect(await verified(join(dataDir, 'journal'))).toEqual([
      'capital-allocator',
      'executor',
      'market-matcher',
      'opportunity-scanner',
      'risk-guardian',
      ...strategies,
    ]);
  } finally {
    live.process.kill('SIGKILL');
    await live.result;
    rmSync(base, { recursive: true, force: true });
  }
});
