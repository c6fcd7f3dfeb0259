import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { capitalAllocator } from '@pm-arbitrage/agents/capital-allocator/agent.js';
import { closeTrade } from '@pm-arbitrage/core/allocations/testing/close-trade.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { configSchema } from '@pm-arbitrage/core/config/schema.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { allocations } from '@pm-arbitrage/core/db/schema/schema.js';
import { createPostgresDatabase, postgresMissing } from '@pm-arbitrage/core/db/test-database.js';
import { allocationTableSchema } from '@pm-arbitrage/core/domain/allocation.js';
import { depositPostings } from '@pm-arbitrage/core/ledger/postings.js';
import { post } from '@pm-arbitrage/core/ledger/post.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { parseUsd, usd } from '@pm-arbitrage/core/money/money.js';
import { DAY_MS, utcDayOf } from '@pm-arbitrage/core/performance/utc-day.js';
import { openServices } from '@pm-arbitrage/core/runtime/open-services.js';
import { runAgent } from '@pm-arbitrage/core/runtime/run-agent.js';
import type { LeaderboardRow } from '@pm-arbitrage/core/queries/performance-queries.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { allocationDocument } from '../allocations/allocation-document.js';
import type { leaderboardDocument } from '../allocations/leaderboard-document.js';
import { askCli, runCli } from '../testing/run-cli.js';

type Shown = ReturnType<typeof allocationDocument>;
type Listed = ReturnType<typeof leaderboardDocument> & Pick<LeaderboardRow, 'strategy'>;

const folder = mkdtempSync(join(tmpdir(), 'pm-allocations-'));
const config = join(folder, 'config.yaml');
const TIMEOUT = { timeout: 240_000 };

describe.skipIf(postgresMissing !== null)('allocations and leaderboard', () => {
  let database: Database;
  let url: string;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    ({ url, database, drop } = await createPostgresDatabase());
    writeFileSync(
      config,
      `trading: { strategies: [atomic-arb, oracle-sniper] }\nservices: { databaseUrl: '${url}', dataDir: '${folder}' }\n`,
    );
  });
  afterAll(async () => {
    await drop();
    rmSync(folder, { recursive: true, force: true });
  });
  const run = (...args: string[]) => runCli([...args, '--config', config], folder);
  const ask = <T>(...args: string[]) => askCli<T>([...args, '--json', '--config', config], folder);
  const strategyOf = ({ strategies }: Shown, name: string) => strategies.find(({ strategy }) => strategy === name);

  /** The allocator of another process, as it would run beside the executor. */
  async function withAllocator<T>(work: () => Promise<T>): Promise<T> {
    const parsed = configSchema.parse({
      trading: { strategies: ['atomic-arb', 'oracle-sniper'] },
      services: { databaseUrl: url, dataDir: folder },
    });
    const services = await openServices({ config: parsed, log: createLogger('silent') });
    const agent = await runAgent(capitalAllocator, services);
    try {
      return await work();
    } finally {
      await agent.stop();
      await services.close();
    }
  }

  it('say that there is nothing before there is', TIMEOUT, async () => {
    expect((await run('allocations')).stdout).toMatch(/nothing is allocated yet/);
    expect(await ask('allocations')).toEqual({ mode: 'paper', allocation: null, orders: [] });
    expect((await run('leaderboard')).stdout).toMatch(/no strategy has capital or a closed trade yet/);
    expect(await ask('allocations', 'rebalance', '--dry-run')).toMatchObject({ inForce: null, proposed: null });
    const { code, stderr } = await run('allocations', 'pause', 'atomic-arb', '--reason', 'x');
    expect(code).toBe(2);
    expect(stderr).toMatch(/Nothing is allocated in paper mode yet/);
  });

  it('show the table in force with its numbers, pause and resume for a running allocator', TIMEOUT, async () => {
    const postings = depositPostings('kalshi', parseUsd('2000'));
    await post(database.queries, { mode: 'paper', entry: 'deposit', tradeId: null, at: 0, postings });
    await withAllocator(async () => {
      const { allocation } = await ask<{ allocation: Shown }>('allocations');
      expect(allocation).toMatchObject({ bankroll: '2000.00', cause: 'midnight', reason: 'the tournament begins' });
      expect(strategyOf(allocation, 'oracle-sniper')).toMatchObject({ state: 'active', capital: '900.00', weight: 1 });
      const paused = await ask<{ handled: boolean; allocation: Shown }>(
        'allocations',
        'pause',
        'oracle-sniper',
        '--reason',
        'odd fills',
      );
      expect(paused.handled).toBe(true);
      expect(strategyOf(paused.allocation, 'oracle-sniper')).toMatchObject({
        state: 'paused',
        capital: '0.00',
        paused: { by: expect.stringContaining('operator') as string, reason: 'odd fills' },
      });
      expect((await run('allocations')).stdout).toMatch(
        /oracle-sniper .* paused [\s\S]*oracle-sniper: paused by operator.*: odd fills/,
      );
      const resumed = await run('allocations', 'resume', 'oracle-sniper', '--reason', 'fine');
      expect(resumed.stdout).toMatch(/oracle-sniper .* newcomer .*\$20\.00/);
    });
  });

  it('keep an order on record while no allocator runs', TIMEOUT, async () => {
    const given = await run('allocations', 'pause', 'oracle-sniper', '--reason', 'later');
    expect(given.stdout).toMatch(/waits for the allocator: pause oracle-sniper by operator.*: later/);
    expect(given.stdout).toMatch(/on record/);
    await withAllocator(async () => {
      const { allocation, orders } = await ask<{ allocation: Shown; orders: { handledAt: string | null }[] }>(
        'allocations',
      );
      expect(strategyOf(allocation, 'oracle-sniper')?.state).toBe('paused');
      expect(orders.every(({ handledAt }) => handledAt !== null)).toBe(true);
    });
  });

  it('show what a rebalance would do, do it only when told to, and rank by what was earned', TIMEOUT, async () => {
    // A week in which the one earned and the other, running again, lost.
    const today = utcDayOf(systemClock.now());
    const since = today - 7 * DAY_MS;
    await withAllocator(() => ask('allocations', 'resume', 'oracle-sniper', '--reason', 'again'));
    const rows = await database.queries.select().from(allocations).orderBy(allocations.sequence);
    const newest = allocationTableSchema.parse(rows.at(-1)?.table);
    const entries = newest.entries.map((entry) => ({ ...entry, state: 'active' as const, before: null, since }));
    const opened = { ...newest, id: 'a week ago', at: since, day: since, entries };
    await database.queries.delete(allocations);
    for (const table of [opened, { ...opened, id: 'now', at: today, day: today }])
      await database.queries.insert(allocations).values({ ...table, table });
    for (let day = since; day < today; day += DAY_MS) {
      // Counted from the first day: the same on whatever date this runs.
      const spread = (((day - since) / DAY_MS) % 3) * 100_000;
      for (const [strategy, sign] of [
        ['atomic-arb', 1],
        ['oracle-sniper', -1],
      ] as const)
        for (const hour of [1, 2])
          await closeTrade(database.queries, {
            id: `${strategy} ${day} ${hour}`,
            strategy,
            pnl: usd(sign * (1_000_000 + spread)),
            at: day + hour * 3_600_000,
          });
    }

    const preview = await ask<{ inForce: Shown; proposed: Shown }>('allocations', 'rebalance', '--dry-run');
    expect(strategyOf(preview.proposed, 'atomic-arb')).toMatchObject({ rank: 1, score: { days: 7, trades: 14 } });
    expect(strategyOf(preview.proposed, 'oracle-sniper')?.state).toBe('halved');
    const dry = await run('allocations', 'rebalance', '--dry-run');
    expect(dry.stdout).toMatch(/atomic-arb: daily Sharpe .* from 7 days and 14 trades, lower bound/);
    expect(dry.stdout).toMatch(/oracle-sniper .* active → halved/);
    const asked = await run('allocations', 'rebalance');
    expect(asked).toMatchObject({ code: 2, stderr: expect.stringMatching(/--yes/) as string });
    expect((await ask<{ allocation: Shown }>('allocations')).allocation).toEqual(preview.inForce);

    const done = await withAllocator(() =>
      ask<{ handled: boolean; allocation: Shown }>('allocations', 'rebalance', '--yes'),
    );
    expect(done).toMatchObject({ handled: true, allocation: { cause: 'rebalance' } });
    const capital = ({ strategies }: Shown) =>
      strategies.map((one) => [one.strategy, one.state, one.capital, one.score]);
    expect(capital(done.allocation)).toEqual(capital(preview.proposed));

    const board = await ask<{ mode: string; days: number; strategies: Listed[] }>('leaderboard');
    expect(board).toMatchObject({ mode: 'paper', days: 7 });
    const [best, worst] = board.strategies;
    expect(best).toMatchObject({ strategy: 'atomic-arb', rank: 1, trades: 14, wins: 14, profitFactor: null });
    expect(worst).toMatchObject({ strategy: 'oracle-sniper', state: 'halved', rank: 2, winRate: { rate: 0 } });
    expect(best?.change.startsWith('-')).toBe(false);
    // The score believes no deviation as small as this one; the measure is what it is.
    expect(best?.score).toMatchObject({ kind: 'scored', sharpe: expect.closeTo(2.4127, 3) as number });
    expect(best?.dailySharpe).toBeGreaterThan(10);
    expect(Number(best?.deflatedSharpe)).toBeLessThanOrEqual(Number(best?.probabilisticSharpe));
    const shown = await run('leaderboard', '--days', '3');
    expect(shown.stdout).toMatch(/paper, 3 UTC days that are over/);
    expect(shown.stdout).toMatch(/1 +\W *atomic-arb/);
    expect(await ask('leaderboard', '--mode', 'live')).toMatchObject({ mode: 'live', strategies: [] });
  });
});
