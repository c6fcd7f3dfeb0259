import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { recordHalt } from '../db/halts.js';
import type { Database } from '../db/database.js';
import { auditLog, halts, ledger, riskEvents, venuePauses } from '../db/schema/schema.js';
import { emptyDatabase, testDatabases } from '../db/test-database.js';
import { depositPostings } from '../ledger/postings.js';
import { post } from '../ledger/post.js';
import { parseUsd, usd } from '../money/money.js';
import { readHead } from './read-head.js';
import { recordFact } from './record-fact.js';
import { ChainBrokenError, sealEntries } from './seal-entries.js';
import { verifyAudit } from './verify-audit.js';

const AT = 1_795_000_000_000;

describe.each(testDatabases)('the audit log on $kind', ({ kind, missing, open }) => {
  if (missing !== null) {
    it.skip(`could not run: no ${kind} server (${missing})`, () => undefined);
    return;
  }
  let database: Database;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ database, close } = await open());
  });
  beforeEach(() => emptyDatabase(database));
  afterAll(() => close());

  const deposit = (n: number) =>
    post(database.queries, {
      mode: 'paper',
      entry: `deposit:${n}`,
      tradeId: null,
      at: AT + n,
      postings: depositPostings('kalshi', parseUsd(String(n))),
    });
  const entries = () => database.queries.select().from(auditLog).orderBy(auditLog.id);
  const run = (text: string) => database.queries.execute(sql.raw(text));
  /** What somebody does who is the owner of the tables and means harm. */
  async function past(table: string, text: string): Promise<void> {
    await run(`alter table ${table} disable trigger user`);
    await run(text);
    await run(`alter table ${table} enable trigger user`);
  }

  it('has an entry for every fact that commits and for none that does not', async () => {
    await deposit(1);
    await recordHalt(database.queries, { id: 'h', reason: 'a "test"', by: 'ann', at: AT });
    await database.queries
      .update(halts)
      .set({ resumedAt: AT + 5, resumedBy: 'bob' })
      .where(eq(halts.id, 'h'));
    const event = { id: 'r', rule: 'max-trade', limit: '$1', value: '$2', message: 'too much', at: AT + 6 } as const;
    await database.queries.insert(riskEvents).values({ ...event, kind: 'rejection', tradeId: 't1' });
    await recordFact(database.queries, {
      kind: 'request',
      subject: 't1',
      tradeId: 't1',
      at: AT,
      detail: { z: 1, a: 2 },
    });
    await expect(
      database.transaction(async (queries) => {
        await queries.insert(venuePauses).values({ id: 'p', platform: 'kalshi', reason: '', by: 'ann', at: AT });
        throw new Error('thought better of it');
      }),
    ).rejects.toThrow('better');
    const found = await entries();
    expect(found.map(({ kind: what, action, subject, tradeId, at }) => [what, action, subject, tradeId, at])).toEqual([
      ['posting', 'inserted', '1', null, AT + 1],
      ['posting', 'inserted', '2', null, AT + 1],
      ['halt-state', 'inserted', 'h', null, AT],
      ['halt-state', 'updated', 'h', null, AT + 5],
      ['rejection', 'inserted', 'r', 't1', AT + 6],
      ['request', 'recorded', 't1', 't1', AT],
    ]);
    expect(JSON.parse(found[0]?.detail ?? '')).toMatchObject({ entry: 'deposit:1', amount: 1_000_000 });
    expect(JSON.parse(found[2]?.detail ?? '')).toMatchObject({ reason: 'a "test"', resumed_at: null });
    expect(found[5]?.detail).toBe('{"a":2,"z":1}');
    expect(found.every(({ sequence, recordedAt }) => sequence === null && recordedAt > 1_600_000_000_000)).toBe(true);
  });

  it('says nothing of a change that changes nothing', async () => {
    await recordHalt(database.queries, { id: 'h', reason: '', by: 'ann', at: AT });
    await database.queries.update(halts).set({ by: 'ann' });
    expect(await entries()).toHaveLength(1);
  });

  it('tells when a pair may trade and when no longer, and nothing of judgements in between', async () => {
    const judge = (status: string, confidence: number) =>
      database.queries.execute(sql`
        insert into market_matches (id, kalshi, polymarket, status, confidence, match, updated_at)
        values ('K|P', 'kalshi:K', 'polymarket:P', ${status}, ${confidence}, '{}', ${AT})
        on conflict (id) do update set status = excluded.status, confidence = excluded.confidence`);
    for (const [index, status] of ['review', 'review', 'active', 'active', 'suspended', 'refused'].entries())
      await judge(status, index / 10);
    const told = (await entries()).map(({ action, detail, kind: what, subject }) => {
      const { status } = JSON.parse(detail) as { status: string };
      return `${what} ${subject} ${action} ${status}`;
    });
    expect(told).toEqual(['match K|P updated active', 'match K|P updated suspended']);
  });

  it('seals in the order of writing, in batches, and finds everything in order', async () => {
    for (let n = 1; n <= 6; n++) await deposit(n);
    expect((await verifyAudit(database)).unsealed).toMatchObject({ entries: 12, since: expect.any(Number) as number });
    expect((await sealEntries(database, AT, 5)).sealed).toBe(5);
    expect((await sealEntries(database, AT, 5)).head.sequence).toBe(10);
    await deposit(7);
    expect((await sealEntries(database, AT)).sealed).toBe(4);
    expect((await sealEntries(database, AT)).sealed).toBe(0);
    const report = await verifyAudit(database, [await readHead(database.queries)]);
    expect(report).toMatchObject({ isWhole: true, flaw: null, differences: [], missingGuards: [], contradicted: [] });
    expect(report.good).toEqual(report.head);
    expect(report).toMatchObject({ head: { sequence: 14 }, unsealed: { entries: 0, since: null } });
    expect((await entries()).map(({ sequence }) => sequence)).toEqual(Array.from({ length: 14 }, (_, n) => n + 1));
  });

  it('seals every entry once, whoever writes and however many seal', async () => {
    const writers = Array.from({ length: 30 }, (_, n) => deposit(n + 1));
    const sealers = Array.from({ length: 10 }, () => sealEntries(database, AT, 7));
    await Promise.all([...writers, ...sealers]);
    while ((await sealEntries(database, AT, 7)).sealed > 0);
    expect(await verifyAudit(database)).toMatchObject({ isWhole: true, head: { sequence: 60 } });
  });

  it('refuses to be changed, emptied, or begun in the middle', async () => {
    await deposit(1);
    await deposit(2);
    await sealEntries(database, AT, 2);
    const refused = [
      `update audit_log set detail = '{}' where sequence = 1`,
      `update audit_log set detail = '{}', sequence = 3, previous = '', hash = '' where sequence is null`,
      `update audit_log set sequence = null, previous = null, hash = null`,
      `delete from audit_log where sequence is null`,
      `delete from audit_log where sequence = 1`,
      `truncate audit_log`,
      `insert into audit_log (source, kind, action, subject, at, recorded_at, detail, sequence, previous, hash)
        values ('', 'x', 'recorded', '', 1, 1, '', 9, '', '')`,
      `update audit_head set sequence = 1`,
      `delete from audit_head`,
      `truncate audit_head`,
    ];
    const accepted: string[] = [];
    for (const text of refused) {
      const why = await run(text).then(
        () => '',
        (error: unknown) => String((error as { cause?: unknown }).cause),
      );
      if (!/append-only|only moves forward/.test(why)) accepted.push(`${text}: ${why}`);
    }
    expect(accepted).toEqual([]);
    expect(await verifyAudit(database)).toMatchObject({ isWhole: true, unsealed: { entries: 2 } });
  });

  it('names the entry that an owner of the tables altered, removed or swapped past the triggers', async () => {
    for (let n = 1; n <= 5; n++) await deposit(n);
    await sealEntries(database, AT);
    const done: readonly (readonly [string, string, object])[] = [
      [
        `update audit_log set detail = replace(detail, '3000000', '9000000') where sequence = 5`,
        `update audit_log set detail = replace(detail, '9000000', '3000000') where sequence = 5`,
        { kind: 'altered', sequence: 5 },
      ],
      [
        `update audit_log set sequence = case sequence when 4 then 104 else 107 end where sequence in (4, 7);
         update audit_log set sequence = case sequence when 104 then 7 else 4 end where sequence in (104, 107)`,
        `update audit_log set sequence = case sequence when 4 then 104 else 107 end where sequence in (4, 7);
         update audit_log set sequence = case sequence when 104 then 7 else 4 end where sequence in (104, 107)`,
        { kind: 'swapped', sequence: 4 },
      ],
      [`delete from audit_log where sequence = 10`, '', { kind: 'removed', sequence: 10 }],
    ];
    for (const [harm, repair, flaw] of done) {
      for (const statement of harm.split(';')) await past('audit_log', statement);
      const report = await verifyAudit(database);
      expect(report).toMatchObject({ isWhole: false, flaw });
      for (const statement of repair.split(';')) if (statement.trim() !== '') await past('audit_log', statement);
    }
  });

  it('seals nothing on top of an end that is not the one it sealed', async () => {
    await deposit(1);
    await sealEntries(database, AT);
    await past('audit_log', `delete from audit_log where sequence = 2`);
    await deposit(2);
    await expect(sealEntries(database, AT)).rejects.toThrow(ChainBrokenError);
    expect(await verifyAudit(database)).toMatchObject({
      flaw: { kind: 'removed', sequence: 2 },
      unsealed: { entries: 2 },
    });
  });

  it('finds a fact that was changed, removed or put in past the triggers, and an unsealed entry that is gone', async () => {
    for (let n = 1; n <= 4; n++) await deposit(n);
    await past('ledger', `update ledger set amount = 7 where id = 1`);
    await past('ledger', `delete from ledger where id = 3`);
    await past('ledger', `insert into halts (id, reason, by, at) values ('unseen', '', '', 1)`);
    await past('audit_log', `delete from audit_log where subject = '6' and source = 'ledger'`);
    await past('halts', `update halts set by = 'nobody'`);
    const { differences, flaw, isWhole } = await verifyAudit(database);
    expect(differences).toEqual([
      { source: 'ledger', subject: '1', kind: 'different', columns: ['amount'] },
      { source: 'ledger', subject: '3', kind: 'missing', columns: [] },
      { source: 'ledger', subject: '6', kind: 'unrecorded', columns: [] },
      { source: 'halts', subject: 'unseen', kind: 'different', columns: ['by'] },
    ]);
    expect({ flaw, isWhole }).toEqual({ flaw: null, isWhole: false });
  });

  it('tells of what is done to a fact by plain statements, and of triggers that are switched off', async () => {
    await deposit(1);
    await database.queries
      .update(ledger)
      .set({ amount: usd(5) })
      .where(eq(ledger.id, 1));
    await database.queries.delete(ledger).where(eq(ledger.id, 2));
    expect((await entries()).map(({ action, subject }) => `${action} ${subject}`)).toEqual([
      'inserted 1',
      'inserted 2',
      'updated 1',
      'deleted 2',
    ]);
    expect((await verifyAudit(database)).differences).toEqual([]);
    await run(`alter table ledger disable trigger audit_change`);
    expect(await verifyAudit(database)).toMatchObject({ isWhole: false, missingGuards: ['ledger: audit_change'] });
    await run(`alter table ledger enable trigger audit_change`);
  });

  it('sees by a point noted elsewhere that the whole chain was written anew', async () => {
    await deposit(1);
    await sealEntries(database, AT);
    const anchor = await readHead(database.queries);
    await run('alter table audit_head disable trigger user');
    await past(
      'audit_log',
      `update audit_log set sequence = null, previous = null, hash = null, detail = replace(detail, '1000000', '2000000')`,
    );
    await run('delete from audit_head');
    await run('alter table audit_head enable trigger user');
    await sealEntries(database, AT);
    const report = await verifyAudit(database, [anchor, { sequence: 9, hash: 'aa' }]);
    expect(report).toMatchObject({ flaw: null, contradicted: [anchor, { sequence: 9 }], isWhole: false });
  });
});
