import type { BatchQuestion } from '@pm-arbitrage/core/ports/language-model.js';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { messageCost } from './message-cost.js';
import { ModelUnavailableError } from './model-unavailable-error.js';
import { type ModelDesk, openModelDesk, testPrices, testQuestion } from './testing/model-desk.js';

let desk: ModelDesk;
beforeEach(async () => {
  desk = await openModelDesk();
});
afterEach(() => desk.close());

const questions = (...ids: readonly string[]): readonly BatchQuestion[] =>
  ids.map((id) => ({ id, question: { ...testQuestion, text: id } }));

it('submits, follows and collects, each answer at half its price', async () => {
  desk.api.script.answerWith(({ customId }) => ({ content: { id: customId }, outputTokens: 100 }));
  const model = await desk.open();
  const submission = await model.submit(questions('a', 'b'));
  if (submission.kind !== 'accepted') throw new Error('not accepted');
  expect(await model.status(submission.batch)).toMatchObject({ state: 'working', size: 2 });
  desk.api.endBatches();
  expect(await model.status(submission.batch)).toMatchObject({ state: 'ended', size: 2 });
  const outcomes = await model.collect(submission.batch);
  expect([...outcomes.keys()].toSorted()).toEqual(['a', 'b']);
  const one = outcomes.get('a');
  if (one?.kind !== 'answered') throw new Error('not answered');
  expect(one.value).toEqual({ id: 'a' });
  expect(one.cost).toBe(messageCost(one.usage, testPrices, 0.5));
  expect(one.cost * 2).toBeLessThan(model.worstBatchCost(questions('a', 'b')));
});

it('owes nothing for questions that expired or failed', async () => {
  const model = await desk.open();
  const submission = await model.submit(questions('a', 'b', 'c'));
  if (submission.kind !== 'accepted') throw new Error('not accepted');
  desk.api.endBatches({ b: 'expired', c: 'errored' });
  const outcomes = await model.collect(submission.batch);
  expect(outcomes.get('b')).toMatchObject({ kind: 'failed', why: 'expired', cost: 0 });
  expect(outcomes.get('c')).toMatchObject({ kind: 'failed', why: 'server-error', cost: 0 });
});

it('submits once: what was refused is known to be, what was lost is in doubt and found in the list', async () => {
  const model = await desk.open();
  desk.api.script.fail({ kind: 'status', status: 529 });
  expect(await model.submit(questions('a'))).toMatchObject({ kind: 'refused' });
  expect(desk.api.batches()).toHaveLength(0);
  desk.api.script.fail({ kind: 'lose-answer' });
  expect(await model.submit(questions('a'))).toMatchObject({ kind: 'in-doubt' });
  desk.api.script.fail({ kind: 'status', status: 500 });
  expect(await model.submit(questions('a'))).toMatchObject({ kind: 'in-doubt' });
  expect(desk.api.requests).toHaveLength(3);
  const found = await model.batchesSince(desk.clock.now() - 60_000);
  expect(found.map(({ batch }) => batch)).toEqual(desk.api.batches());
  expect(await model.batchesSince(desk.clock.now() + 60_000)).toEqual([]);
});

it('says that it cannot tell where the service does not', async () => {
  const model = await desk.open({ maxRetries: 0 });
  await expect(model.status('msgbatch_unknown')).rejects.toBeInstanceOf(ModelUnavailableError);
  await expect(model.collect('msgbatch_unknown')).rejects.toBeInstanceOf(ModelUnavailableError);
  desk.api.script.fail({ kind: 'status', status: 500 });
  await expect(model.batchesSince(0)).rejects.toThrow(/tried again/);
});
