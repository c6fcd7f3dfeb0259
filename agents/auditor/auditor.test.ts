import { type AuditReport, verifyAudit } from '@pm-arbitrage/core/audit/verify-audit.js';
import { parsePoint, pointText } from '@pm-arbitrage/core/audit/point-text.js';
import { recordFact } from '@pm-arbitrage/core/audit/record-fact.js';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { createEmbeddedDatabase, emptyDatabase } from '@pm-arbitrage/core/db/test-database.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import type { AlertRequest } from '@pm-arbitrage/core/runtime/agent.js';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Auditor } from './auditor.js';

const T0 = Date.UTC(2026, 10, 21, 12);
const DAY_MS = 86_400_000;

describe('the auditor', () => {
  let database: Database;
  let clock: SimulatedClock;
  let alerts: AlertRequest[];
  beforeAll(async () => {
    database = await createEmbeddedDatabase();
  });
  beforeEach(async () => {
    await emptyDatabase(database);
    clock = new SimulatedClock(T0);
    alerts = [];
  });
  afterAll(() => database.close());

  const auditor = () =>
    new Auditor({ database, clock, log: createLogger('silent'), alert: (alert) => void alerts.push(alert) });
  const facts = async (count: number) => {
    for (let n = 0; n < count; n++)
      await recordFact(database.queries, { kind: 'request', subject: `t${n}`, tradeId: null, at: T0 + n, detail: {} });
  };
  const kinds = () => alerts.map(({ kind, tier }) => `${tier} ${kind}`);

  it('seals everything there is, however much, and says in its heartbeat where the chain stands', async () => {
    await facts(1_100);
    const one = auditor();
    await one.seal();
    const { head, isWhole, unsealed }: AuditReport = await verifyAudit(database);
    expect({ isWhole, sealed: head.sequence, unsealed: unsealed.entries }).toEqual({
      isWhole: true,
      sealed: 1_100,
      unsealed: 0,
    });
    expect(one.details()).toEqual({ sealed: 1_100, head: head.hash, sealedAt: T0 });
  });

  it('seals what came last before it ends', async () => {
    const one = auditor();
    await one.seal();
    await facts(3);
    await one.stop();
    expect((await verifyAudit(database)).unsealed.entries).toBe(0);
  });

  it('tells the head once a day, as a point that can be verified later', async () => {
    const one = auditor();
    await facts(2);
    await one.seal();
    await one.anchorDay();
    clock.advanceTo(T0 + 1_000);
    await one.anchorDay();
    expect(kinds()).toEqual(['routine audit.anchor']);
    const text = alerts[0]?.body?.split(' ')[0] ?? '';
    const { head } = await verifyAudit(database, [parsePoint(text)]);
    expect(text).toBe(pointText(head));
    clock.advanceTo(T0 + DAY_MS);
    await one.anchorDay();
    expect(kinds()).toEqual(['routine audit.anchor', 'routine audit.anchor']);
    expect(new Set(alerts.map(({ dedupeKey }) => dedupeKey)).size).toBe(2);
  });

  it('raises an alarm once, seals nothing more and tells no head when the log was tampered with', async () => {
    const one = auditor();
    await facts(4);
    await one.seal();
    await database.queries.execute(sql`alter table audit_log disable trigger user`);
    await database.queries.execute(sql`delete from audit_log where sequence = 4`);
    await database.queries.execute(sql`alter table audit_log enable trigger user`);
    await facts(1);
    await one.seal();
    await one.seal();
    expect(kinds()).toEqual(['critical audit.broken']);
    expect(one.details()['broken']).toMatch(/does not end with entry 4/);
    await one.anchorDay();
    expect(kinds()).toEqual(['critical audit.broken', 'critical audit.broken']);
    expect(alerts[1]?.body).toMatch(/^Entry 4 was removed/);
  });
});
