import type { Database } from '@pm-arbitrage/core/db/database.js';
import { alerts } from '@pm-arbitrage/core/db/schema/schema.js';
import { emptyDatabase, testDatabases } from '@pm-arbitrage/core/db/test-database.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { routerPlace, T0 } from './testing/router-place.js';

describe.each(testDatabases)('the alert router on $kind', ({ kind, missing, open }) => {
  if (missing !== null) {
    it.skip(`could not run: no ${kind} server (${missing})`, () => undefined);
    return;
  }
  let database: Database;
  let close: () => Promise<void>;
  beforeAll(async () => ({ database, close } = await open()));
  afterAll(() => close());
  beforeEach(() => emptyDatabase(database));

  const stored = async () =>
    (await database.queries.select().from(alerts).orderBy(alerts.at, alerts.id)).map(
      ({ id, tier, count, title, body }) => ({ id, tier, count, title, body }),
    );
  const counted = async () => (await stored()).map(({ id, count }) => `${id} ${count}`);

  it('makes one alert of those with the same key within the window, and counts them', async () => {
    const { raise } = await routerPlace(database);
    await raise('a', { at: T0 });
    await raise('b', { at: T0 + 60_000 });
    await raise('other', { at: T0 + 1, dedupeKey: 'other' });
    await raise('c', { at: T0 + 60_001 });
    expect(await counted()).toEqual(['a 2', 'other 1', 'c 1']);
  });

  it('counts a message once, however often it is delivered, also to another life', async () => {
    const { raise } = await routerPlace(database);
    for (const id of ['a', 'a', 'b', 'b']) await raise(id, { at: T0 });
    expect(await counted()).toEqual(['a 2']);
    const next = await routerPlace(database, { seed: 2 });
    for (const id of ['a', 'b', 'c']) await next.raise(id, { at: T0 });
    expect(await counted()).toEqual(['a 3']);
  });

  it('is not silenced by a lesser alert of the same key', async () => {
    const { raise } = await routerPlace(database);
    await raise('a', { at: T0 });
    await raise('b', { at: T0 + 1, tier: 'critical' });
    await raise('c', { at: T0 + 2 });
    expect(await counted()).toEqual(['a 1', 'b 2']);
  });

  it('goes on with an emergency that nobody acknowledged instead of making another of it', async () => {
    const { raise } = await routerPlace(database);
    await raise('a', { at: T0, tier: 'emergency' });
    await raise('b', { at: T0 + 3_600_000, tier: 'emergency' });
    expect(await counted()).toEqual(['a 2']);
  });

  it('tells of the ends of trades with the balances, louder the worse they are', async () => {
    const { report } = await routerPlace(database);
    for (const state of ['locked', 'aborted', 'complete', 'hedged', 'unwound', 'naked', 'settled'] as const)
      await report({ state, at: T0 + 1 });
    await report({ state: 'naked', at: T0 + 2 });
    const told = (await stored()).map(({ id, tier }) => `${id.split(':')[2]} ${tier}`).sort();
    expect(told).toEqual([
      'complete routine',
      'hedged important',
      'naked emergency',
      'settled routine',
      'unwound important',
    ]);
    expect((await stored())[0]).toMatchObject({
      title: 'Trade executed: complement, cost $9.00',
      body: 's, fees $0.00\nBalances: polymarket $0.00, kalshi $0.00; equity $0.00 (paper)',
    });
  });

  it('tells of halts once, whoever orders them, and of their end', async () => {
    const { halt, raise, until } = await routerPlace(database);
    // A halt that changes is told without being asked for: what is stored says when.
    const storedAs = (line: RegExp) =>
      until(async () => {
        await raise('flush', { dedupeKey: 'flush' });
        return (await counted()).some((each) => line.test(each));
      });
    halt.halt({ id: 'h1', reason: 'prices look wrong', by: 'operator me', at: T0 });
    await storedAs(/^halt:h1 1$/);
    halt.resume('h1');
    await storedAs(/^halt.lifted:\d+ 1$/);
    halt.halt({ id: 'h2', reason: 'drawdown', by: 'risk-guardian', at: T0 });
    await storedAs(/^halt:h2 1$/);
    await raise('guardian', { dedupeKey: 'halt:h2', kind: 'halt', tier: 'emergency' });
    const halts = (await stored()).filter(({ title }) => /HALT_ALL|halt was lifted|guardian/.test(title));
    expect(halts).toMatchObject([
      { id: 'halt.lifted:1795262400000', tier: 'important' },
      { id: 'halt:h1', tier: 'critical', body: expect.stringContaining('Ordered by operator me') as string },
      { id: 'halt:h2', tier: 'emergency', count: 2 },
    ]);
  });
});
