import { sleep } from '@pm-arbitrage/core/clock/clock.js';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { acquireLease } from '@pm-arbitrage/core/db/lease.js';
import { createEmbeddedDatabase, emptyDatabase } from '@pm-arbitrage/core/db/test-database.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ExecutorLease } from './executor-lease.js';

let database: Database;
beforeAll(async () => (database = await createEmbeddedDatabase()));
afterAll(() => database.close());
beforeEach(() => emptyDatabase(database));

const request = (holder: string) => ({ name: 'executor', holder, ttlMs: 3_000 });
const take = (clock: SimulatedClock, holder: string) =>
  ExecutorLease.wait({ database, clock, log: createLogger('silent') }, request(holder), () => undefined);
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(systemClock, 1);
}

it('is renewed from the moment it is ours, however long its holder takes to start', async () => {
  const clock = new SimulatedClock(1_000);
  const lease = await take(clock, 'one');
  expect(lease.until).toBe(4_000);
  for (let second = 1; second <= 10; second++) {
    clock.advanceBy(1_000);
    await until(() => lease.until === 4_000 + second * 1_000);
  }
  expect(lease.current.token).toBe(1);
  const other = { ...request('two'), now: clock.now() };
  expect(await acquireLease(database, other)).toBeNull();
  await lease.release();
  expect(await acquireLease(database, other)).toMatchObject({ holder: 'two', token: 2 });
});

it('says that it was lost, also to one who asks later, and is not taken back', async () => {
  const clock = new SimulatedClock(1_000);
  const lease = await take(clock, 'one');
  // Asleep past its end, while a successor took over.
  expect(await acquireLease(database, { ...request('two'), now: 60_000 })).toMatchObject({ token: 2 });
  clock.advanceBy(1_000);
  await until(() => clock.nextDue() === null);
  let told = 0;
  await lease.onLost(async () => void told++);
  expect(told).toBe(1);
  expect(lease.until).toBe(4_000);
});
