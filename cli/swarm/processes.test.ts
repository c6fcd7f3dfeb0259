import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { redisForTests } from '@pm-arbitrage/core/bus/test-redis.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { openDatabase } from '@pm-arbitrage/core/db/open-database.js';
import { intents, ledger, orders, trades } from '@pm-arbitrage/core/db/schema/schema.js';
import { postgresMissing } from '@pm-arbitrage/core/db/test-database.js';
import { isOrderFinal, orderStates } from '@pm-arbitrage/core/domain/order.js';
import { tradeStates } from '@pm-arbitrage/core/domain/trade.js';
import { isInFlight } from '@pm-arbitrage/core/domain/trade-states.js';
import { and, eq, gte, inArray, isNull, ne, sql } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import type { Status } from '../control/control.js';
import type { HaltReport } from '../control/halt-swarm.js';
import type { RunSummary } from '../demo/summary.js';
import { askCli, type CliRun, startCli } from '../testing/run-cli.js';
import { until } from '@pm-arbitrage/core/testing/until.js';
import { type DemoPlaces, emptyPrefix, localServers } from './demo-servers.js';

interface Processes {
  readonly supervisor: number;
  readonly children: readonly { readonly name: string; readonly pid: number | null; readonly restarts: number }[];
}

/** What is awaited comes: a machine that is busy with other things makes it late, never wrong. */
const PATIENCE_MS = 300_000;

const redis = await redisForTests();
const missing =
  'unavailable' in redis ? `no Redis: ${redis.unavailable}` : postgresMissing && `no Postgres: ${postgresMissing}`;
const server = process.env['DATABASE_URL'] ?? localServers.databaseUrl;
const folder = mkdtempSync(join(tmpdir(), 'pm-processes-'));
let run: CliRun | null = null;
let database: Database | null = null;

const readJson = <T>(name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as T;
const places = () => readJson<{ services: DemoPlaces }>('config.demo.json').services;
const child = (name: string) => readJson<Processes>('processes.json').children.find((one) => one.name === name);

afterAll(async () => {
  run?.process.kill('SIGKILL');
  await run?.result;
  await database?.close();
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

const skipped = missing === null ? '' : ` (${missing})`;

describe.skipIf(missing !== null)(`the swarm as separate processes${skipped}`, () => {
  it('loses no trade its accounts when every agent is killed while it trades', { timeout: 3_000_000 }, async () => {
    run = startCli(['up', '--demo', '--processes', '--for', '60m', '--json', '--data-dir', folder], folder, {
      REDIS_URL: 'unavailable' in redis ? '' : redis.url,
      DATABASE_URL: server,
    });
    const status = () => askCli<Status>(['status', '--json', '--data-dir', folder], folder);
    const names = () =>
      readJson<Processes>('processes.json')
        .children.map(({ name }) => name)
        .filter((name) => name !== 'simulator');
    await until(
      'every agent is alive',
      async () => {
        const alive = (await status()).agents.filter((one) => one.state === 'running').map(({ agent }) => agent);
        return alive.includes('dashboard') && names().every((name) => alive.includes(name));
      },
      PATIENCE_MS,
      500,
    );
    const opened = await openDatabase({ url: places().databaseUrl });
    database = opened;
    const completedSince = (from: number) =>
      opened.queries.$count(
        trades,
        and(gte(trades.requestedAt, from), inArray(trades.state, ['complete', 'hedged', 'settled'])),
      );
    await until('the first trade', async () => (await completedSince(0)) > 0, PATIENCE_MS);

    const agents = names();
    expect(agents.length).toBeGreaterThanOrEqual(10);
    for (const name of agents) {
      const pid = child(name)?.pid as number;
      const killedAt = Date.now();
      process.kill(pid, 'SIGKILL');
      await until(
        `${name} is back`,
        async () => {
          // Asked after: a heartbeat that is younger than this is of the new life.
          const sinceKilled = Date.now() - killedAt;
          const agent = (await status()).agents.find((one) => one.agent === name);
          return agent?.state === 'running' && agent.ageMs < sinceKilled && child(name)?.pid !== pid;
        },
        PATIENCE_MS,
      );
    }
    const killedAt = Date.now();
    expect(agents.filter((name) => (child(name)?.restarts ?? 0) < 1)).toEqual([]);
    await until(
      'a trade after the kills',
      async () => {
        // The swarm halts itself over legs that it can make equal by no way; this test is about lives, so it goes on.
        if ((await status()).halt?.by === 'executor')
          await askCli(['resume', '--reason', 'its own halt', '--json', '--data-dir', folder], folder);
        return (await completedSince(killedAt)) > 0;
      },
      PATIENCE_MS,
      500,
    );

    const report = await askCli<HaltReport>(['halt', '--reason', 'a test', '--json', '--data-dir', folder], folder);
    expect(report).toMatchObject({ problems: [], file: join(folder, 'HALT') });
    expect(report.acknowledged.map(({ agent }) => agent).toSorted()).toEqual(agents.toSorted());
    await until(
      'everybody obeys',
      async () => {
        const obeying = (await status()).agents.filter(({ acknowledged }) => acknowledged === true);
        return obeying.length === agents.length && obeying.every(({ agent }) => agents.includes(agent));
      },
      PATIENCE_MS,
    );
    const haltedAt = Date.now();
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(await opened.queries.$count(trades, gte(trades.requestedAt, haltedAt))).toBe(0);

    run.process.kill('SIGTERM');
    const { code, stdout, stderr } = await run.result;
    expect(stderr).toMatch(/executor ended \(SIGKILL\), starts again/);
    const summary = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as RunSummary;
    expect(summary).toMatchObject({ conserved: true, seed: 1 });
    expect(code).toBe(0);
    const { queries } = opened;
    expect(
      await queries
        .select()
        .from(orders)
        .where(
          inArray(
            orders.state,
            orderStates.filter((state) => !isOrderFinal(state)),
          ),
        ),
    ).toEqual([]);
    expect(
      await queries
        .select()
        .from(trades)
        .where(inArray(trades.state, tradeStates.filter(isInFlight))),
    ).toEqual([]);
    // No forgotten order: each committed intent has its outcome, but those whose trade was called off before it sent any.
    const forgotten = await queries
      .select({ id: intents.clientOrderId, state: trades.state })
      .from(intents)
      .innerJoin(trades, eq(trades.id, intents.tradeId))
      .leftJoin(orders, eq(orders.clientOrderId, intents.clientOrderId))
      .where(and(isNull(orders.clientOrderId), ne(trades.state, 'aborted')));
    expect(forgotten).toEqual([]);
    const [total] = await queries.select({ sum: sql<string>`sum(${ledger.amount})` }).from(ledger);
    expect(Number(total?.sum)).toBe(0);
  });
});
