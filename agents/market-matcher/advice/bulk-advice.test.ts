import type { Database } from '@pm-arbitrage/core/db/database.js';
import { modelBatches, modelCalls } from '@pm-arbitrage/core/db/schema/schema.js';
import { createEmbeddedDatabase, emptyDatabase } from '@pm-arbitrage/core/db/test-database.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { sumUsd } from '@pm-arbitrage/core/money/money.js';
import { randomIds } from '@pm-arbitrage/core/random/ids.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PairAdvice } from './advice.js';
import { BulkAdvice, type BulkOptions } from './bulk-advice.js';
import { ARRIVAL_MS } from './find-batch.js';
import { type AdviceDesk, openAdviceDesk } from './testing/advice-desk.js';
import { attacks } from './testing/attacks.js';
import { Death, dyingModel } from './testing/dying-model.js';
import { differentAnswer, kalshiTwin, sightedAnswer, twins } from './testing/twins.js';

let database: Database;
let desk: AdviceDesk;
let taken: PairAdvice[];
beforeAll(async () => {
  database = await createEmbeddedDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await emptyDatabase(database);
  desk = await openAdviceDesk(database);
  desk.api.script.answerWith(({ user }) => ({ content: sightedAnswer(user) }));
  taken = [];
});
afterEach(() => desk.close());

/** One life of the process. */
const bulk = (changes: Partial<BulkOptions> = {}) =>
  new BulkAdvice({
    ...desk.options,
    database,
    clock: desk.clock,
    ids: randomIds,
    log: createLogger('silent'),
    ...changes,
  });
const pair = (id: string) => twins({ id });
const collect = (by = bulk()) =>
  by.collect(async (answers) => {
    taken.push(...answers);
  });
const decisions = () => taken.map(({ pair: { first }, advice }) => [first.id, advice.verdict.decision]);
const committed = async () => (await desk.options.budget.state()).committed;

it('asks all votes of all pairs at once, and hands over what came at half the price', async () => {
  desk.api.script.answerWith(({ user, customId }) => ({
    content: customId?.includes('_1_') ? differentAnswer() : sightedAnswer(user),
  }));
  expect(await bulk().submit([pair('a'), pair('b')])).toEqual([]);
  expect(await collect()).toBe(0);
  desk.api.endBatches();
  expect(await collect()).toBe(2);
  expect(decisions()).toEqual([
    ['a', 'accept'],
    ['b', 'refuse'],
  ]);
  expect(taken[0]?.advice.evidence.votes.map(({ swapped }) => swapped)).toEqual([false, true, false]);
  expect(await committed()).toBe(sumUsd(taken.map(({ advice }) => advice.evidence.cost)));
  expect(await collect()).toBe(0);
});

it('does not ask about texts that speak to their reader', async () => {
  const hostile = twins({ id: 'h', rules: `${kalshiTwin.rules} ${attacks[0] ?? ''}` });
  const [first, ...more] = await bulk().submit([hostile]);
  expect(first?.advice.verdict.decision).toBe('refuse');
  expect(more).toEqual([]);
  expect(desk.api.requests).toEqual([]);
});

it('takes as many pairs as the money covers; the others are for a person, with the reason', async () => {
  await desk.close();
  desk = await openAdviceDesk(database, '1');
  desk.api.script.answerWith(() => ({ content: differentAnswer() }));
  const many = Array.from({ length: 60 }, (_, index) => pair(`p${index}`));
  const left = await bulk().submit(many);
  expect(left.length).toBeGreaterThan(0);
  expect(left.length).toBeLessThan(60);
  expect(left[0]?.advice.verdict).toMatchObject({ decision: 'review' });
  expect(left[0]?.advice.verdict.reason).toMatch(/budget of today is used up/);
  const { limit, committed: reserved } = await desk.options.budget.state();
  expect(reserved).toBeLessThanOrEqual(limit);
  desk.api.endBatches();
  expect(await collect()).toBe(60 - left.length);
  expect(await committed()).toBeLessThan(reserved);
});

it('leaves the pairs to a person, unpaid, when the service takes no batch', async () => {
  desk.api.script.fail({ kind: 'status', status: 529 });
  const [one] = await bulk().submit([pair('a')]);
  expect(one?.advice.verdict).toMatchObject({ decision: 'review' });
  expect(await committed()).toBe(0);
  expect(await collect()).toBe(0);
});

it('leaves questions that expired or failed to a person, and pays for none of them', async () => {
  await bulk().submit([pair('a')]);
  const [row] = await database.queries.select().from(modelBatches);
  desk.api.endBatches({ [`${row?.id}_0_0`]: 'expired', [`${row?.id}_0_1`]: 'errored' });
  await collect();
  expect(decisions()).toEqual([['a', 'review']]);
  expect(taken[0]?.advice.evidence.decoy?.cost).toBeGreaterThan(0);
  const costs = taken[0]?.advice.evidence.votes.map(({ cost }) => cost > 0);
  expect(costs).toEqual([false, false, true]);
});

describe('a crash', () => {
  it.each(['the answer was lost', 'the process died before it wrote the answer down'])(
    'finds the batch again and pays once when %s',
    async (how) => {
      if (how === 'the answer was lost') {
        desk.api.script.fail({ kind: 'lose-answer' });
        expect(await bulk().submit([pair('a')])).toEqual([]);
      } else {
        const model = dyingModel(desk.options.model, 'after sending');
        await expect(bulk({ model }).submit([pair('a')])).rejects.toBeInstanceOf(Death);
      }
      desk.clock.advanceBy(10 * ARRIVAL_MS);
      expect(await collect()).toBe(0);
      desk.api.endBatches();
      expect(await collect()).toBe(1);
      expect(decisions()).toEqual([['a', 'accept']]);
      expect(desk.api.batches()).toHaveLength(1);
      const calls = await database.queries.select().from(modelCalls);
      expect(calls.map(({ cost }) => cost)).toEqual([taken[0]?.advice.evidence.cost]);
      expect(await collect()).toBe(0);
    },
  );

  it('before sending gives the money back, but only when the request can no longer be on its way', async () => {
    const model = dyingModel(desk.options.model, 'before sending');
    await expect(bulk({ model }).submit([pair('a')])).rejects.toBeInstanceOf(Death);
    expect(await collect()).toBe(0);
    expect(await committed()).toBeGreaterThan(0);
    desk.clock.advanceBy(ARRIVAL_MS + 1);
    expect(await collect()).toBe(1);
    expect(decisions()).toEqual([['a', 'review']]);
    expect(await committed()).toBe(0);
    expect(desk.api.batches()).toEqual([]);
  });

  it('does not send a batch that was written down before the machine slept', async () => {
    const sleepy: Database = {
      ...database,
      async transaction(work) {
        const result = await database.transaction(work);
        desk.clock.advanceBy(120_000);
        return result;
      },
    };
    const [one] = await bulk({ database: sleepy }).submit([pair('a')]);
    expect(one?.advice.verdict.decision).toBe('review');
    expect(desk.api.requests).toEqual([]);
    expect(await committed()).toBe(0);
    expect(await collect()).toBe(0);
  });

  it('does not take the batch of somebody else for its own', async () => {
    const model = dyingModel(desk.options.model, 'before sending');
    await expect(bulk({ model }).submit([pair('a')])).rejects.toBeInstanceOf(Death);
    await bulk({ ids: { next: () => 'another' }, database: await elsewhere() }).submit([pair('z')]);
    desk.clock.advanceBy(ARRIVAL_MS + 1);
    expect(await collect()).toBe(0);
    desk.api.endBatches();
    expect(await collect()).toBe(1);
    expect(decisions()).toEqual([['a', 'review']]);
    expect(taken[0]?.advice.verdict.reason).toMatch(/never arrived/);
    expect(await committed()).toBe(0);
  });

  it('between storing the advice and closing the batch hands the same over again, and pays once', async () => {
    await bulk().submit([pair('a')]);
    desk.api.endBatches();
    const dying = bulk().collect(async (answers) => {
      taken.push(...answers);
      throw new Death();
    });
    await expect(dying).rejects.toBeInstanceOf(Death);
    expect(await collect()).toBe(1);
    expect(decisions()).toEqual([
      ['a', 'accept'],
      ['a', 'accept'],
    ]);
    expect(await committed()).toBe(taken[0]?.advice.evidence.cost);
  });

  it('of the service leaves the batch for later', async () => {
    await bulk().submit([pair('a')]);
    desk.api.endBatches();
    desk.api.script.fail({ kind: 'status', status: 500 });
    expect(await collect()).toBe(0);
    expect(await collect()).toBe(1);
  });
});

/** The database of another installation that uses the same account. */
async function elsewhere(): Promise<Database> {
  const other = await createEmbeddedDatabase();
  others.push(other);
  return other;
}
const others: Database[] = [];
afterAll(() => Promise.all(others.map((one) => one.close())));
