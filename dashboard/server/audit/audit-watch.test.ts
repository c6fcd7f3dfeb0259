import { recordFact } from '@pm-arbitrage/core/audit/record-fact.js';
import { sealEntries } from '@pm-arbitrage/core/audit/seal-entries.js';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { createEmbeddedDatabase, emptyDatabase } from '@pm-arbitrage/core/db/test-database.js';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { until } from '@pm-arbitrage/core/testing/until.js';
import { T0 } from '../testing/seed-trades.js';
import { AuditWatch } from './audit-watch.js';

const HOUR_MS = 3_600_000;

describe('the audit chain, as the page is told of it', () => {
  let database: Database;
  let clock: SimulatedClock;
  let watch: AuditWatch;
  let broken: string[];
  beforeAll(async () => {
    database = await createEmbeddedDatabase();
  });
  beforeEach(async () => {
    await emptyDatabase(database);
    clock = new SimulatedClock(T0);
    broken = [];
    watch = new AuditWatch(
      { clock, database },
      {
        error: (error) => expect(error).toBeUndefined(),
        broken: ({ entry, what }) => void broken.push(`${entry} ${what}`),
      },
    );
  });
  afterEach(() => watch.stop());
  afterAll(() => database.close());

  const facts = async (count: number) => {
    const subject = sql`'t' || n`;
    await database.queries.execute(sql`
      insert into audit_log (source, kind, action, subject, at, recorded_at, detail)
      select '', 'request', 'recorded', ${subject}, n, n, '{}' from generate_series(1, ${count}::int) n`);
    while ((await sealEntries(database, clock.now(), 1_000)).sealed > 0);
  };
  const past = async (text: string) => {
    await database.queries.execute(sql`alter table audit_log disable trigger user`);
    await database.queries.execute(sql.raw(text));
    await database.queries.execute(sql`alter table audit_log enable trigger user`);
  };
  /** Lets time pass until the page would be told this. */
  const becomes = (wanted: Partial<Record<string, unknown>>, stepMs = 1_000) =>
    until(JSON.stringify(wanted), () => {
      clock.advanceBy(stepMs);
      const told: Readonly<Record<string, unknown>> = watch.state;
      return Object.entries(wanted).every(([name, value]) => told[name] === value);
    });

  it('is read in batches from the beginning, then as it grows', async () => {
    await facts(1_200);
    watch.start();
    expect(watch.state).toEqual({ kind: 'checking', entries: 0, of: 0 });
    await becomes({ kind: 'checking', of: 1_200 }, 50);
    await becomes({ kind: 'verified', entries: 1_200, unsealed: 0 });
    await recordFact(database.queries, { kind: 'request', subject: 'new', tradeId: null, at: T0, detail: {} });
    await becomes({ kind: 'verified', entries: 1_200, unsealed: 1 });
    const { head } = await sealEntries(database, clock.now());
    await becomes({ kind: 'verified', entries: 1_201, head: head.hash, unsealed: 0 });
    expect(broken).toEqual([]);
  });

  it('is told as broken, once, when an entry that was in order is altered, and as whole when that is taken back', async () => {
    await facts(20);
    watch.start();
    await becomes({ kind: 'verified', entries: 20 });
    await past(`update audit_log set detail = '{"changed": true}' where sequence = 7`);
    await becomes({ kind: 'broken', entry: 7, what: 'altered' }, HOUR_MS / 10);
    clock.advanceBy(60_000);
    expect(broken).toEqual(['7 altered']);
    await past(`update audit_log set detail = '{}' where sequence = 7`);
    await becomes({ kind: 'verified', entries: 20 });
    expect(broken).toEqual(['7 altered']);
  });

  it('is told as broken at once when its end is gone', async () => {
    await facts(5);
    watch.start();
    await becomes({ kind: 'verified' });
    await past(`delete from audit_log where sequence = 5`);
    await becomes({ kind: 'broken', entry: 5, what: 'removed' }, HOUR_MS / 10);
    expect(broken).toEqual(['5 removed']);
  });
});
