import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import type { ModelOutcome } from '@pm-arbitrage/core/ports/language-model.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../testing/until.js';
import { messageCost } from './message-cost.js';
import { type ModelDesk, openModelDesk, testPrices, testQuestion } from './testing/model-desk.js';
import { worstUsage } from './worst-usage.js';

let desk: ModelDesk;
beforeEach(async () => {
  desk = await openModelDesk();
});
afterEach(() => desk.close());

const worstOfOne = messageCost(worstUsage(testQuestion, testPrices), testPrices);
const usageOf = (outcome: ModelOutcome) => (outcome.kind === 'answered' ? outcome.usage : null);

describe('asking', () => {
  it('sends instructions under a cache mark, the schema, the effort, and no setting that is refused', async () => {
    desk.api.script.answerWith(({ schema }) => ({ content: { schema } }));
    const outcome = await (await desk.open()).ask(testQuestion);
    expect(outcome).toMatchObject({ kind: 'answered', value: { schema: testQuestion.schema } });
    const body = JSON.parse(desk.api.requests[0]?.body ?? '') as Record<string, unknown>;
    expect(Object.keys(body).toSorted()).toEqual(['max_tokens', 'messages', 'model', 'output_config', 'system']);
    expect(body['system']).toMatchObject([{ cache_control: { type: 'ephemeral' } }]);
    expect(body['output_config']).toMatchObject({ effort: 'medium' });
  });

  it('counts the cost to the micro-dollar, and the cache makes the second question cheaper', async () => {
    desk.api.script.answerWith(() => ({ content: { same: true }, outputTokens: 40 }));
    const model = await desk.open();
    const first = await model.ask(testQuestion);
    const second = await model.ask({ ...testQuestion, text: 'and this?' });
    const usage = usageOf(first);
    expect(usage).toMatchObject({ cacheRead: 0, output: 40 });
    expect(usage?.cacheWrite).toBeGreaterThan(512);
    expect(usageOf(second)).toMatchObject({ cacheRead: usage?.cacheWrite, cacheWrite: 0 });
    if (usage === null) throw new Error('no usage');
    expect(first.cost).toBe(messageCost(usage, testPrices));
    expect(second.cost).toBeLessThan(first.cost);
    expect(first.cost).toBeLessThan(model.worstCost(testQuestion));
  });

  it('leaves the effort out for models that do not take it', async () => {
    await (await desk.open({ effort: null })).ask(testQuestion);
    expect(desk.api.requests[0]?.body).not.toContain('effort');
  });
});

describe('trouble', () => {
  it('repeats on overload and limits, waits as it is told, and pays for one answer', async () => {
    desk.api.script.answerWith(() => ({ content: {}, outputTokens: 1 }));
    desk.api.script.fail(
      { kind: 'status', status: 529, retryAfterMs: 1 },
      { kind: 'status', status: 429, retryAfterMs: 1 },
    );
    const outcome = await (await desk.open()).ask(testQuestion);
    const usage = usageOf(outcome);
    expect(desk.api.requests).toHaveLength(3);
    expect(usage === null ? null : messageCost(usage, testPrices)).toBe(outcome.cost);
  });

  it.each([
    [529, 'overloaded'],
    [429, 'rate-limited'],
    [500, 'server-error'],
  ] as const)('gives up after its attempts on %i, and owes nothing', async (status, why) => {
    const fault = { kind: 'status', status, retryAfterMs: 1 } as const;
    desk.api.script.fail(fault, fault, fault);
    expect(await (await desk.open()).ask(testQuestion)).toMatchObject({ kind: 'failed', why, cost: 0 });
    expect(desk.api.requests).toHaveLength(3);
  });

  it('does not repeat what is refused: a wrong key, a wrong request', async () => {
    const stranger = await desk.open({ apiKey: 'wrong' });
    expect(await stranger.ask(testQuestion)).toMatchObject({ kind: 'failed', why: 'refused', cost: 0 });
    const schema = { type: 'object' };
    const model = await desk.open();
    expect(await model.ask({ ...testQuestion, schema })).toMatchObject({ kind: 'failed', why: 'refused' });
    expect(desk.api.requests).toHaveLength(2);
  });

  it('counts an answer that was lost as paid at its worst, besides the one that came', async () => {
    desk.api.script.answerWith(() => ({ content: {} }));
    desk.api.script.fail({ kind: 'lose-answer' });
    const model = await desk.open({ maxRetries: 1 });
    const outcome = await model.ask(testQuestion);
    const usage = usageOf(outcome);
    if (usage === null) throw new Error('no usage');
    expect(outcome.cost).toBe(worstOfOne + messageCost(usage, testPrices));
    expect(outcome.cost).toBeLessThanOrEqual(model.worstCost(testQuestion));
  });

  it('owes nothing where nobody listens', async () => {
    const gone = await openModelDesk();
    await gone.close();
    const model = await desk.open({ baseUrl: gone.api.url, maxRetries: 0 });
    expect(await model.ask(testQuestion)).toMatchObject({ kind: 'failed', why: 'silent', cost: 0 });
  });

  it('gives an attempt up that is not answered in time', async () => {
    desk.api.script.fail({ kind: 'hang' });
    const model = await desk.open({ timeoutMs: 50, maxRetries: 0 });
    expect(await model.ask(testQuestion)).toMatchObject({ kind: 'failed', why: 'silent', cost: worstOfOne });
  });

  it('waits a pause out that the service names, and can be called off meanwhile', async () => {
    desk.api.script.fail({ kind: 'status', status: 429, retryAfterMs: 3_600_000 });
    const off = new AbortController();
    const asked = (await desk.open()).ask(testQuestion, off.signal);
    await until(() => desk.api.requests.length === 1);
    off.abort();
    expect(await asked).toMatchObject({ kind: 'failed', why: 'aborted' });
    expect(desk.api.requests).toHaveLength(1);
  });

  it('does not wait for ever where the pause is an hour', async () => {
    const clock = new SimulatedClock(1_800_000_000_000);
    desk.api.script.fail({ kind: 'status', status: 429, retryAfterMs: 3_600_000 });
    const asked = (await desk.open({ clock })).ask(testQuestion);
    await until(() => desk.api.requests.length === 1);
    clock.advanceBy(1_800_000);
    expect(await asked).toMatchObject({ kind: 'failed', why: 'silent' });
    expect(desk.api.requests).toHaveLength(1);
  });

  it('calls off a question that is under way, which may be billed', async () => {
    desk.api.script.fail({ kind: 'hang' });
    const off = new AbortController();
    const asked = (await desk.open()).ask(testQuestion, off.signal);
    await until(() => desk.api.requests.length === 1);
    off.abort();
    expect(await asked).toMatchObject({ kind: 'failed', why: 'aborted', cost: worstOfOne });
  });
});

describe('answers of no use', () => {
  it('tells text that is no JSON, a refusal and a cut answer, each at what it cost', async () => {
    desk.api.script.enqueue(
      { content: 'Sure! {"same": tru' },
      { content: '', stopReason: 'refusal' },
      { content: '{"same":', stopReason: 'max_tokens' },
    );
    const model = await desk.open();
    for (const why of ['malformed', 'declined', 'cut-off'] as const) {
      const outcome = await model.ask(testQuestion);
      expect(outcome).toMatchObject({ kind: 'useless', why });
      expect(outcome.cost).toBeGreaterThan(0);
    }
  });

  it('tells a body that is no JSON at all, and counts the worst', async () => {
    desk.api.script.fail({ kind: 'garbage' });
    const outcome = await (await desk.open()).ask(testQuestion);
    expect(outcome).toMatchObject({ kind: 'useless', why: 'malformed', usage: null, cost: worstOfOne });
  });
});
