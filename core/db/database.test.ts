import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { usd } from '../money/money.js';
import type { Database } from './database.js';
import { haltInForce, isResumed, recordHalt, recordResume } from './halts.js';
import { acquireLease, assertLease, FencedError, releaseLease } from './lease.js';
import { ledger, paperAccounts } from './schema/schema.js';
import { createEmbeddedDatabase, createPostgresDatabase, postgresMissing } from './test-database.js';

const kinds = [
  { kind: 'PGlite', missing: null, open: async () => ({ database: await createEmbeddedDatabase(), drop: undefined }) },
  { kind: 'Postgres', missing: postgresMissing, open: createPostgresDatabase },
];

describe.each(kinds)('the database on $kind', ({ kind, missing, open }) => {
  if (missing !== null) {
    it.skip(`could not run: no ${kind} server (${missing})`, () => undefined);
    return;
  }
  let database: Database;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const opened = await open();
    database = opened.database;
    close = opened.drop ?? (() => opened.database.close());
  });
  afterAll(() => close());

  it('keeps micro-dollars exact up to 2^53', async () => {
    const amount = usd(Number.MAX_SAFE_INTEGER);
    await database.queries
      .insert(paperAccounts)
      .values({ platform: 'kalshi', deposited: amount, cash: amount, reserved: usd(0) });
    const rows = await database.queries.select().from(paperAccounts).where(eq(paperAccounts.platform, 'kalshi'));
    expect(rows[0]?.cash).toBe(Number.MAX_SAFE_INTEGER);
  });

  it('rolls a failed transaction back', async () => {
    await expect(
      database.transaction(async (queries) => {
        await queries.insert(ledger).values({ mode: 'paper', entry: 'e', account: 'equity', amount: usd(1), at: 0 });
        throw new Error('stop');
      }),
    ).rejects.toThrow('stop');
    expect(await database.queries.select().from(ledger)).toHaveLength(0);
  });

  it('lets one holder at a time have a lease, and fences the one that slept through its expiry', async () => {
    const first = await acquireLease(database, { name: 'executor', holder: 'a', ttlMs: 100, now: 1_000 });
    expect(first?.token).toBe(1);
    expect(await acquireLease(database, { name: 'executor', holder: 'b', ttlMs: 100, now: 1_050 })).toBeNull();
    const renewed = await acquireLease(database, { name: 'executor', holder: 'a', ttlMs: 100, now: 1_090 });
    expect(renewed?.token).toBe(1);
    const second = await acquireLease(database, { name: 'executor', holder: 'b', ttlMs: 100, now: 1_190 });
    expect(second?.token).toBe(2);
    await expect(database.transaction((queries) => assertLease(queries, first!))).rejects.toThrow(FencedError);
    await database.transaction((queries) => assertLease(queries, second!));
    await releaseLease(database, second!);
    const third = await acquireLease(database, { name: 'executor', holder: 'a', ttlMs: 100, now: 1_191 });
    expect(third?.token).toBe(3);
  });

  it('keeps a halt in force until it is resumed, and records it once', async () => {
    const halt = { id: 'h1', reason: 'test', by: 'me', at: 5 };
    expect(await recordHalt(database.queries, halt)).toBe(true);
    expect(await recordHalt(database.queries, halt)).toBe(false);
    expect(await haltInForce(database.queries)).toEqual(halt);
    expect(await recordResume(database.queries, { reason: 'ok', by: 'me', at: 6 })).toEqual(['h1']);
    expect(await haltInForce(database.queries)).toBeNull();
    expect(await isResumed(database.queries, 'h1')).toBe(true);
  });
});
