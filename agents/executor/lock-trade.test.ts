import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { recordHalt } from '@pm-arbitrage/core/db/halts.js';
import { FencedError } from '@pm-arbitrage/core/db/lease.js';
import { createEmbeddedDatabase, emptyDatabase } from '@pm-arbitrage/core/db/test-database.js';
import type { OrderSpec } from '@pm-arbitrage/core/domain/order.js';
import type { Approval } from '@pm-arbitrage/core/domain/trade.js';
import { type Desk, openDesk, T0 } from './executor-fixtures.js';
import { LockRefused, type NewIntent } from './lock-trade.js';

let database: Database;
beforeAll(async () => {
  database = await createEmbeddedDatabase();
});
afterAll(() => database.close());
beforeEach(() => emptyDatabase(database));

const intentsOf = ({ tradeId, legs }: Approval): readonly NewIntent[] =>
  legs.map((leg, legIndex) => {
    const spec: OrderSpec = {
      ...leg,
      clientOrderId: `${tradeId}/${legIndex}`,
      tradeId,
      legIndex,
      action: 'buy',
      timeInForce: 'fok',
      postOnly: false,
      expiresAt: null,
    };
    return { spec, purpose: 'leg' as const, venueOrderId: null };
  });

async function written(desk: Desk) {
  const { intents, orders, trades } = await desk.facts();
  return { intents, orders: orders.length, states: trades.map(({ state }) => state) };
}
const NOTHING = { intents: 0, orders: 0, states: ['approved'] };

/** The gates were passed with this approval; the lock is all that is left. */
async function atTheLock(change: Partial<Approval> = {}) {
  const desk = await openDesk(database);
  const one = await desk.start();
  const { approval } = await desk.approve('t1', '20', change);
  return { approval, desk, one, lock: () => one.journal.lock(approval, intentsOf(approval)) };
}

it('uses the approval up and commits an intent and an order for every leg', async () => {
  const { desk, lock } = await atTheLock();
  await lock();
  expect(await written(desk)).toEqual({ intents: 2, orders: 2, states: ['locked'] });
});

it('refuses an approval that expired since the gates, to the millisecond', async () => {
  const { desk, lock } = await atTheLock({ expiresAt: T0 + 1_000 });
  desk.clock.advanceBy(1_001);
  await expect(lock()).rejects.toThrow(LockRefused);
  expect(await written(desk)).toEqual(NOTHING);
});

it('refuses an approval that was used before, whatever became of its trade', async () => {
  const { desk, lock } = await atTheLock();
  await lock();
  await database.queries.execute(`delete from orders`);
  await database.queries.execute(`delete from intents`);
  await database.queries.execute(`update trades set state = 'approved'`);
  await expect(lock()).rejects.toThrow(LockRefused);
  expect(await written(desk)).toEqual(NOTHING);
});

it('refuses while a halt is on record, and writes nothing', async () => {
  const { desk, lock } = await atTheLock();
  await recordHalt(database.queries, { id: 'h', reason: 'test', by: 'me', at: T0 });
  await expect(lock()).rejects.toThrow('halted: test');
  expect(await written(desk)).toEqual(NOTHING);
});

it('fences an executor whose lease went to another', async () => {
  const { desk, lock } = await atTheLock();
  await desk.start();
  await expect(lock()).rejects.toThrow(FencedError);
  expect(await written(desk)).toEqual(NOTHING);
});
