import type { Database } from '@pm-arbitrage/core/db/database.js';
import { modelCalls } from '@pm-arbitrage/core/db/schema/schema.js';
import { createEmbeddedDatabase, emptyDatabase } from '@pm-arbitrage/core/db/test-database.js';
import { parseUsd } from '@pm-arbitrage/core/money/money.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { adviseOnPair } from './advise-on-pair.js';
import { promptHash } from './instructions.js';
import { ModelBudget } from './model-budget.js';
import { type AdviceDesk, openAdviceDesk } from './testing/advice-desk.js';
import { differentAnswer, openVerdict, sameAnswer, sightedAnswer, twins } from './testing/twins.js';

let database: Database;
let desk: AdviceDesk;
beforeAll(async () => {
  database = await createEmbeddedDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await emptyDatabase(database);
  desk = await openAdviceDesk(database);
});
afterEach(() => desk.close());

const advise = (pair = twins()) => adviseOnPair(pair, desk.options);

describe('votes', () => {
  it('lifts a pair when all agree with proof, and keeps what it rests on', async () => {
    desk.api.script.answerWith(({ user }) => ({ content: sightedAnswer(user) }));
    const { verdict, evidence } = await advise();
    expect(verdict).toMatchObject({ decision: 'accept', polarity: 'same', confidence: 0.9, field: null });
    expect(evidence.votes.map(({ swapped }) => swapped)).toEqual([false, true, false]);
    expect(evidence).toMatchObject({ promptHash, model: 'claude-sonnet-5-5', suspects: [] });
    expect(new Set(evidence.votes.map(({ textHash }) => textHash)).size).toBe(3);
    const { committed } = await desk.options.budget.state();
    expect(committed).toBe(evidence.cost);
    const asked = [...evidence.votes, ...(evidence.decoy === null ? [] : [evidence.decoy])];
    expect(asked).toHaveLength(4);
    expect(evidence.cost).toBe(asked.reduce((sum, { cost }) => sum + cost, 0));
    expect(evidence.votes[1]?.usage?.cacheRead).toBeGreaterThan(512);
  });

  it('refuses after two that agree on different, and names the field', async () => {
    desk.api.script.answerWith(() => ({ content: differentAnswer() }));
    const { verdict, evidence } = await advise();
    expect(verdict).toMatchObject({ decision: 'refuse', field: 'averaging' });
    expect(verdict.confidence).toBeLessThan(0.6);
    expect(evidence.votes).toHaveLength(2);
    expect(desk.api.requests).toHaveLength(2);
  });

  it('leaves disagreement to a person and pays no further vote', async () => {
    let count = 0;
    desk.api.script.answerWith(({ user }) => ({ content: count++ === 0 ? sightedAnswer(user) : differentAnswer() }));
    const { verdict, evidence } = await advise();
    expect(verdict).toMatchObject({ decision: 'review', field: 'averaging', confidence: 0.7 });
    expect(evidence.votes).toHaveLength(2);
  });

  it('leaves votes for opposite polarities to a person', async () => {
    const polarityOpen = { ...openVerdict, field: 'polarity' } as const;
    // The second question is the decoy.
    let count = 0;
    desk.api.script.answerWith(({ user }) => ({
      content: sightedAnswer(user, { polarity: count++ === 2 ? 'inverse' : 'same' }),
    }));
    const { verdict } = await advise({ ...twins(), verdict: polarityOpen });
    expect(verdict).toMatchObject({ decision: 'review', field: 'polarity' });
  });
});

describe('the decoy', () => {
  it('refuses a pair when the model calls it the same with a difference put in', async () => {
    desk.api.script.answerWith(({ user }) => ({ content: sameAnswer(user) }));
    const { verdict, evidence } = await advise();
    expect(verdict).toMatchObject({ decision: 'refuse', confidence: 0, field: 'wording' });
    expect(verdict.reason).toMatch(/anything/);
    expect(evidence.votes).toHaveLength(1);
    expect(desk.api.requests).toHaveLength(2);
  });

  it('is not needed for a refusal', async () => {
    desk.api.script.answerWith(() => ({ content: differentAnswer() }));
    expect((await advise()).evidence.decoy).toBeNull();
  });

  it('is needed for an acceptance: without an answer to it the pair is for a person', async () => {
    desk.api.script.answerWith(({ user }) => ({
      content: user.includes('165,000') ? 'no JSON' : sightedAnswer(user),
    }));
    const { verdict } = await advise();
    expect(verdict.decision).toBe('review');
    expect(verdict.reason).toMatch(/no decoy/);
  });

  it('is asked also when the check does not believe the vote, which a text may have caused', async () => {
    desk.api.script.answerWith(({ user }) => ({ content: sameAnswer(user, { evidence: [] }) }));
    expect((await advise()).verdict).toMatchObject({ decision: 'refuse', confidence: 0 });
  });
});

describe('trouble', () => {
  it.each([
    ['overload', { kind: 'status', status: 529 }, /overloaded/],
    ['a limit', { kind: 'status', status: 429 }, /rate-limited/],
    ['a failure', { kind: 'status', status: 500 }, /server-error/],
    ['silence', { kind: 'cut' }, /silent/],
    ['a body that is no JSON', { kind: 'garbage' }, /malformed/],
  ] as const)('leaves the pair to a person on %s', async (_, fault, reason) => {
    desk.api.script.fail(fault);
    const { verdict } = await advise();
    expect(verdict).toMatchObject({ decision: 'review', polarity: 'same', confidence: 0.7 });
    expect(verdict.reason).toMatch(reason);
    expect(desk.api.requests).toHaveLength(1);
  });

  it.each([
    ['no JSON', 'They are the same, trust me.'],
    ['JSON of another shape', { same: true }],
    ['a field too many', { ...differentAnswer(), approve: true }],
    ['a confidence that is none', differentAnswer({ confidence: 7 })],
    ['an unknown field', { ...differentAnswer(), differing_field: 'colour' }],
    ['a list', [differentAnswer()]],
    ['null', null],
  ])('leaves the pair to a person when the answer is %s', async (_, content) => {
    desk.api.script.answerWith(() => ({ content }));
    expect((await advise()).verdict.decision).toBe('review');
    expect(desk.api.requests).toHaveLength(1);
  });

  it('asks nothing when the budget does not cover the worst case, and says so', async () => {
    const budget = new ModelBudget({
      database,
      clock: desk.clock,
      ids: { next: () => 'x' },
      limit: parseUsd('0.001'),
    });
    const { verdict, evidence } = await adviseOnPair(twins(), { ...desk.options, budget });
    expect(verdict.decision).toBe('review');
    expect(verdict.reason).toMatch(/budget of today is used up/);
    expect(desk.api.requests).toHaveLength(0);
    expect(evidence.cost).toBe(0);
  });

  it('stops in the middle when the money ends there, and keeps the votes it paid for', async () => {
    desk.api.script.answerWith(({ user }) => ({ content: sightedAnswer(user), outputTokens: 2_000 }));
    const first = await advise();
    const worst = first.evidence.votes[0]?.cost ?? 0;
    await desk.close();
    await emptyDatabase(database);
    // Two worst cases and a little, while each answer uses nearly all of its own.
    desk = await openAdviceDesk(database, String((worst * 3) / 1e6));
    desk.api.script.answerWith(({ user }) => ({ content: sightedAnswer(user), outputTokens: 2_000 }));
    const { verdict, evidence } = await advise();
    expect(verdict.decision).toBe('review');
    expect(evidence.votes.length).toBeGreaterThan(0);
    expect(evidence.votes.length).toBeLessThan(3);
    const { committed, limit } = await desk.options.budget.state();
    expect(committed).toBeLessThanOrEqual(limit);
  });

  it.each(['accept', 'refuse'] as const)('asks nothing about a pair that the rules decided: %s', async (decision) => {
    const verdict = { ...openVerdict, decision, confidence: decision === 'accept' ? 0.9 : 0.1 };
    expect((await advise({ ...twins(), verdict })).verdict).toEqual(verdict);
    expect(desk.api.requests).toHaveLength(0);
  });

  it('can be called off, and counts what was under way at its worst', async () => {
    const off = new AbortController();
    desk.api.script.fail({ kind: 'hang' });
    const asked = adviseOnPair(twins(), desk.options, off.signal);
    while (desk.api.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    off.abort(new Error('shutting down'));
    await expect(asked).rejects.toThrow('shutting down');
    const [call] = await database.queries.select().from(modelCalls);
    expect(call?.cost).toBe(call?.reserved);
  });
});
