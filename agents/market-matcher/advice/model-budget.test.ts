import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { modelCalls } from '@pm-arbitrage/core/db/schema/schema.js';
import { emptyDatabase, testDatabases } from '@pm-arbitrage/core/db/test-database.js';
import { parseUsd, type Usd, usd } from '@pm-arbitrage/core/money/money.js';
import { randomIds } from '@pm-arbitrage/core/random/ids.js';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ModelBudget } from './model-budget.js';

const NOON = Date.UTC(2026, 10, 21, 12);
const HALF_DAY = 43_200_000;

describe.each(testDatabases)('the budget on $kind', ({ missing, open }) => {
  if (missing !== null) {
    it.skip(`needs a server: ${missing}`, () => undefined);
    return;
  }
  let database: Database;
  let close: () => Promise<void>;
  let clock: SimulatedClock;
  beforeAll(async () => ({ database, close } = await open()));
  afterAll(() => close());
  beforeEach(async () => {
    clock = new SimulatedClock(NOON);
    await emptyDatabase(database);
  });
  const budget = (limit: string) => new ModelBudget({ database, clock, ids: randomIds, limit: parseUsd(limit) });
  const ask = (of: ModelBudget, worst: Usd) => of.reserve({ model: 'm', purpose: 'test', worst });

  it('grants to the micro-dollar and no further', async () => {
    const one = budget('1');
    expect(await ask(one, parseUsd('0.999999'))).not.toBeNull();
    expect(await ask(one, usd(2))).toBeNull();
    expect(await ask(one, usd(1))).not.toBeNull();
    expect(await ask(one, usd(1))).toBeNull();
    expect(await one.state()).toMatchObject({ day: '2026-11-21', committed: parseUsd('1'), remaining: 0 });
  });

  it('says once a day that it did not suffice, over all processes, for the day on which it did not', async () => {
    const [one, other] = [budget('1'), budget('1')];
    await ask(one, parseUsd('0.9'));
    const at = clock.now();
    // It is told after midnight.
    clock.advanceBy(2 * HALF_DAY);
    expect(await one.exhausted(at)).toMatchObject({ day: '2026-11-21', committed: parseUsd('0.9') });
    expect(await other.exhausted(at + 1)).toBeNull();
    expect(await other.exhausted(clock.now())).toMatchObject({ day: '2026-11-22', committed: 0 });
    expect(await one.exhausted(clock.now())).toBeNull();
  });

  it('gives back what was not spent, once', async () => {
    const one = budget('1');
    const id = await ask(one, parseUsd('0.8'));
    if (id === null) throw new Error('not granted');
    await one.settle(id, parseUsd('0.1'));
    await one.settle(id, parseUsd('0'));
    expect(await one.state()).toMatchObject({ committed: parseUsd('0.1'), remaining: parseUsd('0.9') });
  });

  it('remembers in a later life, also what a crash left unsettled', async () => {
    await ask(budget('1'), parseUsd('0.7'));
    expect(await ask(budget('1'), parseUsd('0.4'))).toBeNull();
    expect(await budget('1').state()).toMatchObject({ remaining: parseUsd('0.3') });
  });

  it('begins anew at 00:00 UTC, and a late settlement goes to the day that reserved', async () => {
    const one = budget('1');
    const id = await ask(one, parseUsd('1'));
    clock.advanceBy(HALF_DAY - 1);
    expect(await ask(one, usd(1))).toBeNull();
    clock.advanceBy(1);
    expect(await ask(one, parseUsd('1'))).not.toBeNull();
    if (id === null) throw new Error('not granted');
    await one.settle(id, parseUsd('0.5'));
    expect(await one.state()).toMatchObject({ day: '2026-11-22', committed: parseUsd('1') });
  });

  it('is not passed by callers that come together, of several processes', async () => {
    const processes = [budget('1'), budget('1'), budget('1')];
    const granted = await Promise.all(
      Array.from({ length: 30 }, (_, i) => ask(processes[i % 3] as ModelBudget, parseUsd('0.07'))),
    );
    expect(granted.filter((id) => id !== null)).toHaveLength(14);
    expect(await database.queries.select().from(modelCalls)).toHaveLength(14);
    expect(await budget('1').state()).toMatchObject({ committed: parseUsd('0.98') });
  });

  it('equals the sum of settled costs and open worst cases, and never passes the limit, whatever the order', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('reserve' as const), worst: fc.integer({ min: 0, max: 600 }) }),
      fc.record({
        kind: fc.constant('settle' as const),
        which: fc.nat(),
        part: fc.float({ min: 0, max: 1, noNaN: true }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        await emptyDatabase(database);
        const one = new ModelBudget({ database, clock, ids: randomIds, limit: usd(1_000) });
        const open: { id: string; worst: number }[] = [];
        let settled = 0;
        for (const next of steps) {
          const reserved = open.reduce((sum, { worst }) => sum + worst, 0);
          if (next.kind === 'reserve') {
            const id = await ask(one, usd(next.worst));
            expect(id !== null).toBe(settled + reserved + next.worst <= 1_000);
            if (id !== null) open.push({ id, worst: next.worst });
          } else {
            const [call] = open.splice(next.which % Math.max(1, open.length), 1);
            if (call === undefined) continue;
            const cost = Math.floor(call.worst * next.part);
            await one.settle(call.id, usd(cost));
            settled += cost;
          }
        }
        const { committed, remaining } = await one.state();
        expect(committed).toBe(settled + open.reduce((sum, { worst }) => sum + worst, 0));
        expect(committed + remaining).toBe(1_000);
      }),
      { numRuns: 25 },
    );
  });
});
