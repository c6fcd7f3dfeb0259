import { orderAllocation } from '@pm-arbitrage/core/allocations/order-allocation.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { allocationOrders, riskEvents, strategyPerformance } from '@pm-arbitrage/core/db/schema/schema.js';
import { emptyDatabase, testDatabases } from '@pm-arbitrage/core/db/test-database.js';
import { parseUsd, usd } from '@pm-arbitrage/core/money/money.js';
import { DAY_MS } from '@pm-arbitrage/core/performance/utc-day.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { allocatorPlace, configOf, entryOf, total } from './testing/allocator-place.js';

const HOUR = 3_600_000;
/** A Sunday, at noon. */
const START = Date.UTC(2026, 10, 1, 12);
const MIDNIGHT = START + 12 * HOUR;
const TWO = configOf('atomic-arb', 'oracle-sniper');

describe.each(testDatabases)('allocating on $kind', ({ open, missing }) => {
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

  it.skipIf(missing !== null)('starts equal, and reallocates at midnight, once', async () => {
    const place = await allocatorPlace(database, START);
    await place.deposit('2000');
    const agent = await place.start(TWO);
    expect(await place.table()).toMatchObject({ cause: 'midnight', reason: 'the tournament begins', mode: 'paper' });
    expect((await place.table()).entries.map(({ capital }) => capital)).toEqual([parseUsd('900'), parseUsd('900')]);
    place.clock.leapTo(MIDNIGHT - 1);
    expect(await place.history()).toHaveLength(1);
    place.clock.leapTo(MIDNIGHT + 1_000);
    await expect.poll(place.history).toHaveLength(2);
    expect(await place.table()).toMatchObject({
      day: MIDNIGHT,
      cause: 'midnight',
      reason: 'reallocated for 2026-11-02',
    });
    place.clock.leapTo(MIDNIGHT + HOUR);
    place.clock.leapTo(MIDNIGHT + 2 * HOUR);
    await agent.stop();
    expect(await place.history()).toHaveLength(2);
    expect(place.told).toEqual(await place.history());
  });

  it.skipIf(missing !== null)('keeps the shares when the bankroll changes, without drifting', async () => {
    const place = await allocatorPlace(database, START);
    await place.deposit('2000');
    const paths = [];
    for (const [index, pnl] of [333_333, -777_777, 5_000_001, -4_555_557].entries()) {
      await place.close('atomic-arb', pnl, START + index);
      const agent = await place.start(configOf('a', 'b', 'c'));
      await agent.stop();
      paths.push(await place.table());
    }
    expect(paths.map(({ cause }) => cause)).toEqual(['midnight', 'bankroll', 'bankroll', 'bankroll']);
    // After everything won was lost, everybody has what he had.
    const [first, , , last] = paths;
    expect(last?.bankroll).toBe(parseUsd('2000'));
    for (const { granted, capital, strategy } of last?.entries ?? []) {
      expect(capital).toBe(Math.floor((granted * 2_000_000_000) / (first?.bankroll ?? 1)));
      expect(granted).toBe(first && entryOf(first, strategy).granted);
    }
    for (const table of paths) expect(total(table)).toBeLessThanOrEqual(Math.floor(table.bankroll * 0.9));
  });

  it.skipIf(missing !== null)(
    'reallocates nothing twice over restarts, and makes up once for midnights that nobody saw',
    async () => {
      const place = await allocatorPlace(database, START);
      await place.deposit('2000');
      await (await place.start(TWO)).stop();
      await (await place.start(TWO)).stop();
      expect(await place.history()).toHaveLength(1);
      await place.close('atomic-arb', 1_000_000, MIDNIGHT + HOUR);
      place.setClock(MIDNIGHT + 3 * DAY_MS + HOUR);
      await (await place.start(TWO)).stop();
      await (await place.start(TWO)).stop();
      const tables = await place.history();
      expect(tables).toHaveLength(2);
      expect(tables[1]).toMatchObject({
        day: MIDNIGHT + 3 * DAY_MS,
        reason: 'reallocated for 2026-11-05, 3 missed before it',
      });
      const rows = await database.queries.select().from(strategyPerformance);
      const of = (strategy: string) =>
        rows.filter((row) => row.strategy === strategy).toSorted((a, b) => a.day - b.day);
      // The days that nobody saw count all the same; only the last of them was decided on.
      expect(of('atomic-arb').map(({ pnl, trades, allocation }) => [pnl, trades, allocation])).toEqual([
        [0, 0, null],
        [1_000_000, 1, null],
        [0, 0, null],
        [0, 0, tables[1]?.id],
      ]);
      expect(of('oracle-sniper')).toHaveLength(4);
    },
  );

  it.skipIf(missing !== null)('takes one step however far the clock leaps, and none when it is set back', async () => {
    const place = await allocatorPlace(database, START);
    await place.deposit('2000');
    const agent = await place.start(TWO);
    place.clock.leapTo(MIDNIGHT + 9 * DAY_MS + 1_000);
    await expect.poll(place.history).toHaveLength(2);
    await agent.stop();
    place.setClock(MIDNIGHT + 2 * DAY_MS);
    const earlier = await place.start(TWO);
    place.clock.leapTo(MIDNIGHT + 3 * DAY_MS + 1_000);
    await place.close('atomic-arb', 2_000_000, MIDNIGHT);
    await earlier.stop();
    await (await place.start(TWO)).stop();
    const [, leap, back, ...more] = await place.history();
    expect(leap).toMatchObject({ day: MIDNIGHT + 9 * DAY_MS, cause: 'midnight' });
    expect(back).toMatchObject({ day: MIDNIGHT + 9 * DAY_MS, cause: 'bankroll' });
    expect(more).toEqual([]);
  });

  it.skipIf(missing !== null)('two allocators of one database decide one midnight', async () => {
    const place = await allocatorPlace(database, START);
    await place.deposit('2000');
    const agents = [await place.start(TWO), await place.start(TWO)];
    place.clock.leapTo(MIDNIGHT + 1_000);
    await expect.poll(place.history).toHaveLength(2);
    for (const agent of agents) await agent.stop();
    expect((await place.history()).map(({ day }) => day)).toEqual([MIDNIGHT - DAY_MS, MIDNIGHT]);
  });

  it.skipIf(missing !== null)(
    'obeys a person within a second, says who and why, over restarts and midnights, until resumed',
    async () => {
      const place = await allocatorPlace(database, START);
      await place.deposit('2000');
      const agent = await place.start(TWO);
      const order = { kind: 'pause', strategy: 'oracle-sniper', reason: 'odd fills', by: 'operator jo' } as const;
      await orderAllocation(database, 'paper', order, START);
      place.clock.advanceBy(1_000);
      await expect.poll(place.history).toHaveLength(2);
      const note = { by: 'operator jo', reason: 'odd fills', at: START };
      const paused = {
        state: 'paused',
        capital: 0,
        weight: 0,
        paused: note,
        reason: 'paused by operator jo: odd fills',
      };
      expect(entryOf(await place.table(), 'oracle-sniper')).toMatchObject(paused);
      // Whoever stops something gives nobody more.
      expect(entryOf(await place.table(), 'atomic-arb').capital).toBe(parseUsd('900'));
      expect(place.told.at(-1)).toEqual(await place.table());
      expect(agent.heartbeat().details['strategies']).toContain('oracle-sniper paused by operator jo: odd fills');
      await expect(orderAllocation(database, 'paper', order, START)).rejects.toThrow(/paused already, by operator jo/);
      place.clock.leapTo(MIDNIGHT + 1_000);
      await expect.poll(place.history).toHaveLength(3);
      expect(entryOf(await place.table(), 'oracle-sniper')).toMatchObject(paused);
      await agent.stop();
      const again = await place.start(TWO);
      expect(await place.history()).toHaveLength(3);
      await orderAllocation(
        database,
        'paper',
        { ...order, kind: 'resume', reason: 'looked into it' },
        MIDNIGHT + 2_000,
      );
      place.clock.advanceBy(1_000);
      await expect.poll(place.history).toHaveLength(4);
      await again.stop();
      const table = await place.table();
      expect(table.reason).toBe('resume oracle-sniper by operator jo: looked into it');
      expect(entryOf(table, 'oracle-sniper')).toMatchObject({
        state: 'newcomer',
        capital: parseUsd('20'),
        paused: null,
        since: table.at,
      });
      const orders = await database.queries.select().from(allocationOrders).orderBy(allocationOrders.sequence);
      const tables = await place.history();
      expect(orders.map(({ allocation }) => allocation)).toEqual([tables[1]?.id, tables[3]?.id]);
      const events = await database.queries.select().from(riskEvents).orderBy(riskEvents.at);
      expect(events.map(({ kind, value, message }) => [kind, value, message])).toEqual([
        ['pause', 'operator jo', 'oracle-sniper: odd fills'],
        ['resume', 'operator jo', 'oracle-sniper: looked into it'],
      ]);
    },
  );

  it.skipIf(missing !== null)('judges a resumed strategy by what it does from then on', async () => {
    const place = await allocatorPlace(database, START);
    await place.deposit('2000');
    const agent = await place.start(TWO);
    const days = async (count: number, bp: number) => {
      for (let done = 0; done < count; done++) {
        const { day } = await place.table();
        const { capital } = entryOf(await place.table(), 'oracle-sniper');
        const pnl = Math.round((capital * (bp + (done % 3))) / 10_000);
        await place.close('oracle-sniper', pnl, day + 13 * HOUR);
        place.clock.leapTo(day + DAY_MS + 1_000);
        await expect.poll(async () => (await place.table()).day).toBe(day + DAY_MS);
      }
      return entryOf(await place.table(), 'oracle-sniper');
    };
    expect(await days(4, -50)).toMatchObject({ state: 'paused', paused: { by: 'tournament' } });
    const before = (await place.history()).length;
    const resume = { kind: 'resume', strategy: 'oracle-sniper', reason: 'mended', by: 'jo' } as const;
    await orderAllocation(database, 'paper', resume, place.clock.now());
    place.clock.advanceBy(1_000);
    await expect.poll(place.history).toHaveLength(before + 1);
    expect(await days(2, 50)).toMatchObject({ state: 'newcomer', score: { kind: 'unscored', days: 2 } });
    const grown = await days(2, 50);
    expect(grown).toMatchObject({ state: 'newcomer', score: { kind: 'scored', days: 4 } });
    expect(grown.capital).toBeGreaterThan(parseUsd('20'));
    await agent.stop();
  });

  it.skipIf(missing !== null)(
    'lets strategies come and go with the configuration; who leaves while paused comes back paused',
    async () => {
      const place = await allocatorPlace(database, START);
      await place.deposit('2000');
      const run = async (...strategies: string[]) => {
        await (await place.start(configOf(...strategies))).stop();
        return place.table();
      };
      await run('atomic-arb', 'oracle-sniper');
      const joined = await run('atomic-arb', 'oracle-sniper', '/elsewhere/fresh.mjs');
      expect(joined).toMatchObject({ cause: 'change', reason: 'fresh enters at the minimum' });
      expect(entryOf(joined, 'fresh')).toMatchObject({ state: 'newcomer', capital: parseUsd('20') });
      expect(total(joined)).toBeLessThanOrEqual(parseUsd('1800'));
      const order = { kind: 'pause', strategy: 'fresh', reason: 'not yet', by: 'jo' } as const;
      await orderAllocation(database, 'paper', order, START);
      await run('atomic-arb', 'oracle-sniper', '/elsewhere/fresh.mjs');
      const left = await run('atomic-arb', 'oracle-sniper');
      expect(left.entries.map(({ strategy }) => strategy)).not.toContain('fresh');
      expect(left.reason).toBe('fresh is no longer configured');
      const back = await run('atomic-arb', 'oracle-sniper', '/elsewhere/fresh.mjs');
      expect(entryOf(back, 'fresh')).toMatchObject({ state: 'paused', capital: 0, paused: { by: 'jo' } });
      expect(back.benched).toEqual([]);
    },
  );

  it.skipIf(missing !== null)(
    'takes everything from everybody when the account has lost everything, and begins again with new money',
    async () => {
      const place = await allocatorPlace(database, START);
      await place.deposit('100');
      await (await place.start(TWO)).stop();
      await place.close('atomic-arb', -100_000_000, START + 1);
      await (await place.start(TWO)).stop();
      expect(await place.table()).toMatchObject({ bankroll: 0 });
      expect(total(await place.table())).toBe(0);
      // Fees of a bad exit may leave a debt; midnight comes all the same.
      await place.close('atomic-arb', -1, START + 2);
      place.setClock(MIDNIGHT + 1_000);
      await (await place.start(TWO)).stop();
      expect(await place.table()).toMatchObject({ bankroll: usd(-1), cause: 'midnight' });
      expect(total(await place.table())).toBe(0);
      await place.deposit('1000');
      await (await place.start(TWO)).stop();
      expect(await place.table()).toMatchObject({ cause: 'change', reason: 'there is money again' });
      expect(total(await place.table())).toBeGreaterThan(parseUsd('800'));
    },
  );

  it.skipIf(missing !== null)('refuses two strategies of one name', async () => {
    const place = await allocatorPlace(database, START);
    await place.deposit('100');
    const twins = configOf('/here/mine.mjs', '/there/mine.js');
    await expect(place.start(twins)).rejects.toThrow('/here/mine.mjs and /there/mine.js are both called mine');
    await expect(place.start(configOf('atomic-arb', 'atomic-arb'))).rejects.toThrow(/both called atomic-arb/);
    expect(await place.history()).toEqual([]);
  });

  it.skipIf(missing !== null)(
    'rebalances for a person: the same step from the same state, so that asking twice changes nothing',
    async () => {
      const place = await allocatorPlace(database, START - (START % DAY_MS));
      await place.deposit('2000');
      const agent = await place.start(TWO);
      for (let day = 0; day < 3; day++) {
        const start = START - (START % DAY_MS) + day * DAY_MS;
        for (const trade of [1, 2]) {
          await place.close('atomic-arb', 4_000_000 + day, start + trade * HOUR);
          await place.close('oracle-sniper', -4_000_000 - day, start + trade * HOUR);
        }
        place.clock.leapTo(start + DAY_MS + 1_000);
        await expect.poll(async () => (await place.table()).day).toBe(start + DAY_MS);
      }
      const night = await place.table();
      expect(entryOf(night, 'oracle-sniper').state).toBe('halved');
      for (const reason of ['once', 'twice']) {
        const before = (await place.history()).length;
        await orderAllocation(database, 'paper', { kind: 'rebalance', reason, by: 'jo' }, place.clock.now());
        place.clock.advanceBy(1_000);
        await expect.poll(place.history).toHaveLength(before + 1);
        const table = await place.table();
        expect(table).toMatchObject({ cause: 'rebalance', reason: `rebalanced by jo: ${reason}`, day: night.day });
        expect(table.entries).toEqual(night.entries);
      }
      await agent.stop();
      const rows = await database.queries.select().from(strategyPerformance);
      expect(rows.filter(({ day }) => day === night.day - DAY_MS).map(({ allocation }) => allocation)).toEqual(
        Array.from({ length: 2 }, () => place.told.at(-1)?.id),
      );
    },
  );
});
