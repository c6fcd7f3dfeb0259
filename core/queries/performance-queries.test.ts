import { storeAllocation } from '../allocations/store-allocation.js';
import { anAllocation, anEntry } from '../allocations/testing/an-allocation.js';
import { closeTrade } from '../allocations/testing/close-trade.js';
import type { Database } from '../db/database.js';
import { trades } from '../db/schema/schema.js';
import { emptyDatabase, testDatabases } from '../db/test-database.js';
import { parseUsd, type Usd, usd } from '../money/money.js';
import { DAY_MS } from '../performance/utc-day.js';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { leaderboard } from './performance-queries.js';
import { strategyDays } from './strategy-days.js';

const HOUR = 3_600_000;
const TODAY = Date.UTC(2026, 10, 21);
const dayBack = (days: number) => TODAY - days * DAY_MS;

describe.each(testDatabases)('performance on $kind', ({ open, missing }) => {
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
  let booked = 0;
  const trade = (strategy: string, pnl: Usd, at: number, mode: 'paper' | 'live' = 'paper') =>
    closeTrade(database.queries, { id: `t${++booked}`, strategy, pnl, at, mode });
  const allocate = (
    at: number,
    entries: Parameters<typeof anAllocation>[0],
    cause: 'midnight' | 'change' | 'bankroll',
  ) =>
    storeAllocation(
      database.queries,
      anAllocation(entries, { id: `table ${++booked}`, at, day: at - (at % DAY_MS), cause }),
    );

  it.skipIf(missing !== null)(
    'counts a trade on the UTC day on which it was closed, with the capital in force that day',
    async () => {
      await allocate(dayBack(3), [anEntry('a', '100'), anEntry('b', '50')], 'midnight');
      await allocate(dayBack(3) + HOUR, [anEntry('a', '110'), anEntry('b', '55')], 'bankroll');
      await allocate(dayBack(1), [anEntry('a', '0', 'paused'), anEntry('b', '60')], 'midnight');
      await allocate(dayBack(1) + HOUR, [anEntry('a', '20', 'newcomer'), anEntry('b', '50')], 'change');
      await trade('a', parseUsd('1'), dayBack(2) - 1);
      await trade('a', parseUsd('-2.5'), dayBack(2));
      await trade('a', parseUsd('0.000001'), dayBack(2) + HOUR);
      await trade('a', parseUsd('7'), dayBack(2) + HOUR, 'live');
      const marks = await strategyDays(database.queries, 'paper', { from: dayBack(4), to: TODAY });
      const seen = (strategy: string) =>
        marks.get(strategy)?.map(({ day, capital, pnl, trades: count }) => [day, capital, pnl, count]);
      expect(seen('a')).toEqual([
        [dayBack(3), parseUsd('100'), parseUsd('1'), 1],
        // Nothing was decided that day: what was scaled last is in force.
        [dayBack(2), parseUsd('110'), parseUsd('-2.499999'), 2],
        // Resumed within the day, which therefore counts.
        [dayBack(1), parseUsd('20'), 0, 0],
      ]);
      expect(seen('b')?.map(([, capital]) => capital)).toEqual([parseUsd('50'), parseUsd('55'), parseUsd('60')]);
    },
  );

  it.skipIf(missing !== null)('counts no trade that held nothing or is not over', async () => {
    await allocate(dayBack(2), [anEntry('a', '100')], 'midnight');
    await trade('a', parseUsd('1'), dayBack(1));
    await trade('a', parseUsd('2'), dayBack(1));
    await trade('a', parseUsd('3'), dayBack(1));
    await database.queries
      .update(trades)
      .set({ executedAt: null })
      .where(eq(trades.pnl, parseUsd('2')));
    await database.queries
      .update(trades)
      .set({ settledAt: null, state: 'exiting' })
      .where(eq(trades.pnl, parseUsd('3')));
    const marks = await strategyDays(database.queries, 'paper', { from: dayBack(2), to: TODAY });
    expect(marks.get('a')?.map(({ pnl, trades: count }) => [pnl, count])).toEqual([
      [0, 0],
      [parseUsd('1'), 1],
    ]);
  });

  it.skipIf(missing !== null)(
    'puts the best first, measures what can be measured, and leaves the running day out of it',
    async () => {
      const ranked = { rank: 1, score: { kind: 'unscored', days: 3, trades: 3, from: 'own' } } as const;
      const entries = [anEntry('idle', '100'), { ...anEntry('best', '100'), ...ranked }, anEntry('off', '0', 'paused')];
      await allocate(dayBack(4), [...entries, anEntry('gone', '100')], 'midnight');
      await allocate(dayBack(1), [...entries, anEntry('gone', '100')], 'midnight');
      for (const [days, pnl] of [
        [4, 2],
        [3, -1],
        [2, 3],
        [1, 2],
      ] as const) {
        await trade('best', usd(pnl * 1_000_000), dayBack(days) + HOUR);
        await trade('gone', usd(-pnl * 1_000_000), dayBack(days) + HOUR);
      }
      await trade('best', parseUsd('50'), TODAY + HOUR);
      await allocate(TODAY, entries, 'midnight');
      const rows = await leaderboard(database, 'paper', { now: TODAY + 2 * HOUR, days: 7 });
      expect(rows.map(({ strategy, state }) => [strategy, state])).toEqual([
        ['best', 'active'],
        ['idle', 'active'],
        ['off', 'paused'],
        ['gone', 'none'],
      ]);
      const [best, idle, off, gone] = rows;
      // Returns of 2, -1, 3 and 2 percent: mean 0.015, deviation √(0.0009/3).
      const sharpe = 0.015 / Math.sqrt(0.0009 / 3);
      expect(best).toMatchObject({ today: parseUsd('50'), capital: parseUsd('100'), before: parseUsd('100') });
      expect(best?.measures).toMatchObject({
        days: 4,
        pnl: parseUsd('6'),
        profitFactor: 7,
        roi: expect.anything() as number,
      });
      expect(best?.measures.sharpe).toBeCloseTo(sharpe, 12);
      expect(best?.measures.winRate).toMatchObject({ trades: 4, wins: 3, rate: 0.75 });
      expect(best?.measures.drawdown.ratio).toBeCloseTo(1 / 102, 12);
      expect(gone?.measures.sharpe).toBeCloseTo(-sharpe, 12);
      // The best of three that were tried, one of which did nothing.
      expect(best?.deflatedSharpe).toBeLessThan(best?.measures.probabilisticSharpe ?? 0);
      expect(idle?.measures).toMatchObject({ days: 4, sharpe: 0, winRate: { trades: 0, rate: null } });
      expect(idle?.deflatedSharpe).toBeNull();
      expect(off?.measures).toMatchObject({ days: 0, sharpe: null, roi: null });
      expect(off).toMatchObject({ paused: { by: 'operator', reason: 'a test' } });
    },
  );

  it.skipIf(missing !== null)('keeps paper and live apart, and has nothing to say of an empty database', async () => {
    expect(await leaderboard(database, 'paper', { now: TODAY, days: 7 })).toEqual([]);
    await trade('a', parseUsd('1'), dayBack(1), 'live');
    expect(await leaderboard(database, 'paper', { now: TODAY, days: 7 })).toEqual([]);
    expect(await leaderboard(database, 'live', { now: TODAY, days: 7 })).toMatchObject([
      { strategy: 'a', state: 'none', capital: 0, before: 0, measures: { days: 0, pnl: parseUsd('1') } },
    ]);
  });
});
