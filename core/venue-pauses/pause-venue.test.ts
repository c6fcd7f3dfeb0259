import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../db/database.js';
import { riskEvents } from '../db/schema/schema.js';
import { emptyDatabase, testDatabases } from '../db/test-database.js';
import { pauseVenue, resumeVenue, VenuePauseError, venuePausesInForce } from './pause-venue.js';

const pause = { id: 'p1', platform: 'kalshi' as const, reason: 'odd fills', by: 'ann', at: 1_000 };

describe.each(testDatabases)('pausing a venue on $kind', ({ kind, missing, open }) => {
  if (missing !== null) {
    it.skip(`could not run: no ${kind} server (${missing})`, () => undefined);
    return;
  }
  let database: Database;
  let close: () => Promise<void>;
  beforeAll(async () => ({ database, close } = await open()));
  afterAll(() => close());
  beforeEach(() => emptyDatabase(database));

  it('is in force until somebody resumes, and both are on record', async () => {
    await pauseVenue(database, pause);
    const { id: _id, ...inForce } = pause;
    expect(await venuePausesInForce(database.queries)).toEqual([inForce]);
    await resumeVenue(database, { platform: 'kalshi', reason: 'well again', by: 'bob', at: 2_000 });
    expect(await venuePausesInForce(database.queries)).toEqual([]);
    const events = await database.queries.select().from(riskEvents).orderBy(riskEvents.at);
    expect(events.map(({ kind: what, value, message, at }) => ({ what, value, message, at }))).toEqual([
      { what: 'pause', value: 'ann', message: 'kalshi: odd fills', at: 1_000 },
      { what: 'resume', value: 'bob', message: 'kalshi: well again', at: 2_000 },
    ]);
    await pauseVenue(database, { ...pause, id: 'p2', at: 3_000 });
    expect(await venuePausesInForce(database.queries)).toHaveLength(1);
  });

  it('happens once when two do it at once, and the second is told', async () => {
    const both = await Promise.allSettled([
      pauseVenue(database, pause),
      pauseVenue(database, { ...pause, id: 'p2', by: 'bob' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await venuePausesInForce(database.queries)).toHaveLength(1);
    expect(await database.queries.$count(riskEvents)).toBe(1);
  });

  it('cannot be lifted where there is none', async () => {
    await pauseVenue(database, pause);
    const order = { platform: 'polymarket' as const, reason: 'x', by: 'bob', at: 2_000 };
    await expect(resumeVenue(database, order)).rejects.toThrow(VenuePauseError);
    expect(await venuePausesInForce(database.queries)).toHaveLength(1);
  });
});
