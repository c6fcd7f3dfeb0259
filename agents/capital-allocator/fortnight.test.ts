import { readFileSync } from 'node:fs';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { strategyPerformance, trades } from '@pm-arbitrage/core/db/schema/schema.js';
import { emptyDatabase, testDatabases } from '@pm-arbitrage/core/db/test-database.js';
import type { AllocationTable } from '@pm-arbitrage/core/domain/allocation.js';
import { parseUsd } from '@pm-arbitrage/core/money/money.js';
import { DAY_MS } from '@pm-arbitrage/core/performance/utc-day.js';
import { asc, isNotNull, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { allocatorPlace, configOf, entryOf, total } from './testing/allocator-place.js';

const START = Date.UTC(2026, 10, 1);
const DAYS = 14;
const MINIMUM = parseUsd('20');
const TRADES_A_DAY = 5;

/** Returns of each day, basis points of the capital in force; they begin anew after seven. */
const weeks: Readonly<Record<string, readonly number[]>> = {
  'atomic-arb': [40, 55, 30, 60, 45, 50, 35],
  'oracle-sniper': [40, -5, 30, 20, 45, 10, 35],
  'mean-reversion': [30, -35, 20, -25, 10, -5, 8],
  loser: [-40, -30, -55, -20, -45, -35, -50],
};
const LUCKY_DAY = 4;
const returnOf = (strategy: string, day: number): number =>
  strategy === 'lucky' ? (day === LUCKY_DAY ? 5_000 : 0) : (weeks[strategy]?.[day % 7] ?? 0);

describe.each(testDatabases)('a fortnight on $kind', ({ open, missing }) => {
  let database: Database;
  let close: () => Promise<void>;
  beforeAll(async () => {
    if (missing === null) ({ database, close } = await open());
  });
  afterAll(async () => {
    if (missing === null) await close();
  });
  beforeEach(async () => {
    if (missing === null) await emptyDatabase(database);
  });

  it.skipIf(missing !== null)(
    'moves capital to the better ones, halves and pauses the loser, does not reward luck, and can be recomputed',
    { timeout: 240_000 },
    async () => {
      const place = await allocatorPlace(database, START);
      await place.deposit('2000');
      const config = configOf('atomic-arb', 'oracle-sniper', 'mean-reversion', '/elsewhere/loser.mjs', '/its/lucky.js');
      const agent = await place.start(config);
      const tables: AllocationTable[] = [await place.table()];
      for (let day = 0; day < DAYS; day++) {
        const midnight = START + day * DAY_MS;
        for (const { strategy, capital } of (await place.table()).entries) {
          const pnl = Math.round((capital * returnOf(strategy, day)) / 10_000 / TRADES_A_DAY);
          const count = capital > 0 ? TRADES_A_DAY : 0;
          for (let trade = 1; trade <= count; trade++) await place.close(strategy, pnl, midnight + trade * 3_600_000);
        }
        place.clock.leapTo(midnight + DAY_MS + 1_000);
        await expect.poll(async () => (await place.table()).day).toBe(midnight + DAY_MS);
        tables.push(await place.table());
      }
      await agent.stop();

      const path = (strategy: string) => tables.map((table) => entryOf(table, strategy));
      for (const table of tables) expect(total(table)).toBeLessThanOrEqual(Math.floor(table.bankroll * 0.9));
      // Equal until there are scores.
      for (const table of tables.slice(0, 3)) expect(new Set(table.entries.map(({ capital }) => capital)).size).toBe(1);
      expect(path('loser').map(({ state }) => state)).toEqual([
        'active',
        'active',
        'active',
        'halved',
        ...Array.from({ length: DAYS - 3 }, () => 'paused'),
      ]);
      const [last] = path('loser').slice(-1);
      expect(last).toMatchObject({ capital: 0, paused: { by: 'tournament' } });
      expect(last?.reason).toMatch(/^paused by tournament: daily Sharpe -\d.* below -0.1 again after it was halved$/);
      for (const { capital, weight } of path('lucky').slice(LUCKY_DAY + 1))
        expect([capital, weight]).toEqual([MINIMUM, 0]);
      const ends = ['atomic-arb', 'oracle-sniper', 'mean-reversion', 'lucky'].map((name) => path(name).at(-1));
      const [best = 0, good = 0, noise = 0, lucky = 0] = ends.map((entry) => entry?.capital);
      expect(best).toBeGreaterThan(good);
      expect(good).toBeGreaterThan(10 * noise);
      expect([noise, lucky]).toEqual([MINIMUM, MINIMUM]);
      expect(ends[0]).toMatchObject({ rank: 1, state: 'active', score: { days: 7, trades: 35 } });
      const paused = place.alerts.filter(({ title }) => title === 'loser: halved → paused');
      expect(paused).toMatchObject([{ tier: 'important', body: last?.reason }]);

      await recompute(database, tables);
      await askAnybody(database);
    },
  );
});

/** Holds what was stored against scores that are computed here, from the trades and the capital of each day alone. */
async function recompute(database: Database, tables: readonly AllocationTable[]): Promise<void> {
  const { queries } = database;
  const closed = await queries.select().from(trades).where(isNotNull(trades.settledAt));
  const rows = await queries.select().from(strategyPerformance).orderBy(asc(strategyPerformance.day));
  expect(rows).toHaveLength(DAYS * 5);
  let scores = 0;
  for (const row of rows) {
    const table = tables.find(({ day }) => day === row.day + DAY_MS) as AllocationTable;
    const entry = entryOf(table, row.strategy);
    expect(row).toMatchObject({
      allocation: table.id,
      granted: entry.granted,
      state: entry.state,
      reason: entry.reason,
    });
    const before = tables.find(({ day }) => day === row.day) as AllocationTable;
    expect(row.capital).toBe(entryOf(before, row.strategy).capital);
    const onDay = (day: number) =>
      closed.filter(({ strategy, settledAt }) => {
        const at = settledAt ?? 0;
        return strategy === row.strategy && at >= day && at < day + DAY_MS;
      });
    const pnlOf = (day: number) => onDay(day).reduce((sum, { pnl }) => sum + pnl, 0);
    expect([row.pnl, row.trades]).toEqual([pnlOf(row.day), onDay(row.day).length]);
    if (row.low === null) continue;
    scores++;
    const window = rows.filter(
      ({ strategy, day, capital }) =>
        strategy === row.strategy && day <= row.day && day > row.day - 7 * DAY_MS && capital > 0,
    );
    const count = window.length;
    expect(row.scoredDays).toBe(count);
    expect(row.scoredTrades).toBe(window.reduce((sum, { day }) => sum + onDay(day).length, 0));
    const returns = window.map(({ day, capital }) => pnlOf(day) / capital);
    const mean = returns.reduce((sum, one) => sum + one, 0) / count;
    const moment = (power: number) => returns.reduce((sum, one) => sum + (one - mean) ** power, 0) / count;
    const sharpe = mean / Math.max(Math.sqrt((moment(2) * count) / (count - 1)), 0.001);
    const skew = moment(2) === 0 ? 0 : moment(3) / moment(2) ** 1.5;
    const kurtosis = Math.max(3, moment(2) === 0 ? 3 : moment(4) / moment(2) ** 2);
    const against = sharpe >= 0 ? Math.min(0, skew) : Math.max(0, skew);
    const error = Math.sqrt((1 - against * sharpe + ((kurtosis - 1) / 4) * sharpe ** 2) / (count - 1));
    expect(row.sharpe).toBeCloseTo(sharpe, 9);
    expect(row.low).toBeCloseTo(sharpe - 1.281_551_565_544_6 * error, 9);
    expect(row.high).toBeCloseTo(sharpe + 1.281_551_565_544_6 * error, 9);
  }
  expect(scores).toBeGreaterThan(40);
}

/** The query that readers are given finds the scores that were stored, wherever one was. */
async function askAnybody(database: Database): Promise<void> {
  const query = readFileSync(new URL('../../docs/scores.sql', import.meta.url), 'utf8');
  const { rows } = (await database.queries.execute(sql.raw(query))) as { rows: Record<string, unknown>[] };
  const stored = await database.queries.select().from(strategyPerformance).where(isNotNull(strategyPerformance.low));
  for (const { day, strategy, sharpe, low, scoredDays, scoredTrades } of stored) {
    const name = new Date(day).toISOString().slice(0, 10);
    const found = rows.find((row) => row['day'] === name && row['strategy'] === strategy);
    expect([Number(found?.['days']), Number(found?.['trades'])]).toEqual([scoredDays, scoredTrades]);
    expect(found?.['sharpe']).toBeCloseTo(sharpe ?? Number.NaN, 9);
    expect(found?.['low']).toBeCloseTo(low ?? Number.NaN, 9);
  }
  expect(stored.length).toBeGreaterThan(40);
}
