import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { createEmbeddedDatabase, emptyDatabase } from '@pm-arbitrage/core/db/test-database.js';
import { haltInForce } from '@pm-arbitrage/core/db/halts.js';
import { usd } from '@pm-arbitrage/core/money/money.js';
import type { TradingVenue } from '@pm-arbitrage/core/ports/trading-venue.js';
import { AccountWatch } from './account-watch.js';
import { openDesk } from './executor-fixtures.js';

let database: Database;
beforeAll(async () => {
  database = await createEmbeddedDatabase();
});
afterAll(() => database.close());
beforeEach(() => emptyDatabase(database));

async function traded() {
  const desk = await openDesk(database);
  const one = await desk.start();
  desk.bargain();
  await one.execute(await desk.approve('t1'));
  const plant = (text: string) => database.queries.execute(sql.raw(text));
  const venues = new Map(one.venues);
  const watch = new AccountWatch(one.context, venues, {
    takeFill: (fill) => one.executor.takeFill(fill),
    trueUp: (platform, excess) => one.journal.trueUp('paper', platform, excess),
  });
  /** A check, whose looks follow each other as fast as they can. */
  const look = async () => {
    const progress = { checked: false };
    const check = watch.check().finally(() => (progress.checked = true));
    while (!progress.checked) {
      await nextTurn();
      const due = desk.clock.nextDue();
      if (due !== null && due <= desk.clock.now() + 500) desk.clock.advanceTo(due);
    }
    await check;
  };
  /** A check, and the time until the next one. */
  const check = async () => {
    await look();
    desk.clock.advanceBy(30_000);
  };
  return { check, desk, look, one, plant, venues, watch };
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

it('finds a difference of one unit in cash, in contracts, in the ledger', async () => {
  const { desk, one, plant } = await traded();
  expect(await desk.differences(one.venues)).toEqual([]);
  await plant(`update paper_accounts set cash = cash - 1 where platform = 'kalshi'`);
  expect(await desk.differences(one.venues)).toEqual(['cash at kalshi: ours $990.6535, theirs $990.653499']);
  await plant(`update paper_accounts set cash = cash + 1 where platform = 'kalshi'`);
  await plant(`update paper_positions set quantity = quantity + 1 where platform = 'polymarket'`);
  expect(await desk.differences(one.venues)).toEqual(['no polymarket:P: ours 20, theirs 20.000001']);
  await plant(`delete from paper_positions where platform = 'polymarket'`);
  expect(await desk.differences(one.venues)).toEqual(['no polymarket:P: ours 20, theirs 0']);
  await plant(
    `insert into paper_positions (market, side, platform, quantity, settled) values ('polymarket:P', 'no', 'polymarket', 20000000, false)`,
  );
  await plant(`update ledger set amount = amount + 1 where account = 'fees:kalshi'`);
  expect(await desk.differences(one.venues)).toEqual(['the ledger is off by $0.000001']);
});

it('halts only for a difference that lasts, and names it', async () => {
  const { check, desk, plant, watch } = await traded();
  await plant(`update paper_accounts set cash = cash - 5 where platform = 'kalshi'`);
  await check();
  expect(watch.differences).toHaveLength(1);
  expect(desk.halt.isHalted).toBe(false);
  await plant(`update paper_accounts set cash = cash + 5 where platform = 'kalshi'`);
  await check();
  await plant(`update paper_accounts set cash = cash - 5 where platform = 'kalshi'`);
  await check();
  expect(desk.halt.isHalted).toBe(false);
  await check();
  expect(desk.halt.current?.reason).toMatch(/cash at kalshi: ours \$990.6535, theirs \$990.653495/);
  expect((await haltInForce(database.queries))?.id).toBe(desk.halt.current?.id);
  expect(desk.alerts).toEqual(['reconciliation']);
  await check();
  expect(desk.alerts).toEqual(['reconciliation']);
});

it('sees a difference that lasts while trading goes on and the amounts move', async () => {
  const { check, desk, one, plant } = await traded();
  await plant(`update paper_accounts set cash = cash - 5 where platform = 'kalshi'`);
  await check();
  await one.execute(await desk.approve('t2'));
  await check();
  expect(desk.halt.isHalted).toBe(true);
});

it('gives fills the time that an order takes, however often it compares', async () => {
  const { desk, look, plant } = await traded();
  await plant(`update paper_accounts set cash = cash - 5 where platform = 'kalshi'`);
  await look();
  const since = desk.clock.now();
  while (desk.clock.now() - since < 7_000) {
    await look();
    expect(desk.halt.isHalted).toBe(false);
  }
  desk.clock.advanceTo(since + 10_000);
  await look();
  expect(desk.halt.isHalted).toBe(true);
});

it('sees an account that never agrees, though by another amount each time', async () => {
  const { check, desk, plant } = await traded();
  for (const halted of [false, false, true]) {
    await plant(`update paper_accounts set cash = cash - 5 where platform = 'kalshi'`);
    await check();
    expect(desk.halt.isHalted).toBe(halted);
  }
});

it('takes a fill that is on its way at each check for what it is', async () => {
  const { check, desk, one, venues, watch } = await traded();
  const kalshi = one.venues.get('kalshi') as TradingVenue;
  let looks = 0;
  const balance: TradingVenue['balance'] = async () => {
    const { available, reserved } = await kalshi.balance();
    // At the last look of each check it has been booked.
    return { available: usd(available - (++looks % 4 === 0 ? 0 : looks)), reserved };
  };
  venues.set('kalshi', Object.assign(Object.create(kalshi) as TradingVenue, { balance }));
  for (let checks = 1; checks <= 5; checks++) {
    await check();
    expect(looks).toBe(checks * 4);
    expect(watch.differences).toEqual([]);
  }
  expect(desk.halt.isHalted).toBe(false);
});

it('books what the rounding of fees explains as fees, and nothing beyond', async () => {
  const { check, desk, one, plant, watch } = await traded();
  // One fill at Polymarket: five decimals of a dollar, rounded this way or that, are ten micro-dollars.
  await plant(`update paper_accounts set cash = cash - 10 where platform = 'polymarket'`);
  await check();
  expect(watch.differences).toHaveLength(1);
  await check();
  expect(watch.differences).toEqual([]);
  expect(desk.halt.isHalted).toBe(false);
  expect(await desk.differences(one.brokers)).toEqual([]);
  // The same fill cannot be rounded twice.
  await plant(`update paper_accounts set cash = cash - 1 where platform = 'polymarket'`);
  await check();
  await check();
  expect(desk.halt.current?.reason).toMatch(/cash at polymarket/);
});

it('takes nothing for rounding that is more than rounding, or at a venue that tells its fees', async () => {
  for (const [platform, by] of [
    ['polymarket', 11],
    ['kalshi', 1],
  ]) {
    await emptyDatabase(database);
    const { check, desk, plant } = await traded();
    await plant(`update paper_accounts set cash = cash - ${by} where platform = '${platform}'`);
    await check();
    await check();
    expect(desk.halt.current?.reason).toMatch(new RegExp(`cash at ${platform}`));
  }
});
