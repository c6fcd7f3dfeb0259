import { searchAudit } from '@pm-arbitrage/core/audit/search-audit.js';
import { sealEntries } from '@pm-arbitrage/core/audit/seal-entries.js';
import { verifyAudit } from '@pm-arbitrage/core/audit/verify-audit.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { createEmbeddedDatabase } from '@pm-arbitrage/core/db/test-database.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anOpportunity, aRequest, fund, legOf, startGuardian, T0 } from './guardian-fixtures.js';
import { requestFact } from './request-fact.js';

let database: Database;
beforeAll(async () => {
  database = await createEmbeddedDatabase();
  await fund(database);
});
afterAll(() => database.close());

it('requests go into the audit log once, with their answer, in the order in which things happened', async () => {
  const desk = await startGuardian(database);
  const legs = ['kalshi', 'polymarket'] as const;
  const good = aRequest('good', anOpportunity({ legs: legs.map((platform) => legOf(platform, 'A')) }));
  const late = aRequest('late', undefined, { expiresAt: T0 - 1 });
  for (const request of [good, late, good, late]) {
    await desk.guardian.request(request, {
      id: `message of ${request.tradeId}`,
      version: 1,
      eventTime: T0,
      publishTime: T0,
      source: 'strategy',
      trace: 'trace',
      cause: null,
      payload: request,
    });
  }
  const told = async (tradeId: string) =>
    (await searchAudit(database.queries, { tradeId, limit: 10 })).map(({ kind }) => kind).toReversed();
  expect(await told('good')).toEqual(['request', 'trade', 'approval']);
  expect((await told('late')).toSorted()).toEqual(['rejection', 'request']);
  const [rejection] = await searchAudit(database.queries, { kind: 'rejection', limit: 1 });
  const { rule, limit, value } = JSON.parse(rejection?.detail ?? '{}') as Record<string, string>;
  expect([rule, limit, value].every((text) => text !== undefined && text !== '')).toBe(true);
  await sealEntries(database, T0);
  expect(await verifyAudit(database)).toMatchObject({ isWhole: true, unsealed: { entries: 0 } });
});

it('a request is told by its own words and the hash of all of it', () => {
  const request = aRequest('t1');
  const { detail, subject } = requestFact(request);
  expect({ subject, detail }).toMatchObject({
    subject: 't1',
    detail: { strategy: request.strategy, opportunity: { id: request.opportunity.id } },
  });
  const hashOf = (one: typeof request) => (requestFact(one).detail as { sha256: string }).sha256;
  expect(hashOf(request)).toMatch(/^[0-9a-f]{64}$/);
  expect(hashOf({ ...request })).toBe(hashOf(request));
  const other = { ...request.opportunity, basis: 'something else' };
  expect(hashOf({ ...request, opportunity: other })).not.toBe(hashOf(request));
});
