import Anthropic, { AuthenticationError, BadRequestError, OverloadedError } from '@anthropic-ai/sdk';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AnthropicStandIn, startAnthropic } from './anthropic-stand-in.js';

let api: AnthropicStandIn;
let client: Anthropic;
const model = 'claude-sonnet-5-5';

beforeAll(async () => {
  api = await startAnthropic({ clock: systemClock, host: '127.0.0.1', port: 0, apiKey: 'key-of-the-test' });
  client = new Anthropic({ apiKey: 'key-of-the-test', baseURL: api.url, logLevel: 'off', maxRetries: 0 });
});
afterAll(() => api.close());

const ask = (content: string, more: Partial<Anthropic.MessageCreateParamsNonStreaming> = {}) =>
  client.messages.create({ model, max_tokens: 1_000, messages: [{ role: 'user', content }], ...more });

it('answers the official client with what the script says of the prompt', async () => {
  api.script.answerWith(({ user, system }) => ({ content: { user, system } }));
  const message = await ask('hello', { system: 'be brief' });
  expect(message).toMatchObject({ type: 'message', role: 'assistant', model, stop_reason: 'end_turn' });
  const text = message.content.find((block) => block.type === 'text');
  expect(JSON.parse(text?.text ?? '')).toEqual({ user: 'hello', system: 'be brief' });
});

it('parses structured output through the helper of the client', async () => {
  api.script.answerWith(() => ({ content: { same: true } }));
  const schema = { type: 'object', properties: { same: { type: 'boolean' } }, required: ['same'] };
  const parsed = await client.messages.parse({
    model,
    max_tokens: 100,
    messages: [{ role: 'user', content: 'x' }],
    output_config: { format: { type: 'json_schema', schema: { ...schema, additionalProperties: false } } },
  });
  expect(parsed.content.some((block) => block.type === 'text' && block.text === '{"same":true}')).toBe(true);
  await expect(ask('x', { output_config: { format: { type: 'json_schema', schema } } })).rejects.toThrow(
    /additionalProperties/,
  );
});

it('bills a marked prefix as written once and as read from then on', async () => {
  api.script.answerWith(() => ({ content: 'ok', outputTokens: 7 }));
  const system = [{ type: 'text', text: 'rule '.repeat(1_000), cache_control: { type: 'ephemeral' } } as const];
  const first = (await ask('one', { system })).usage;
  const second = (await ask('two', { system })).usage;
  expect(first).toMatchObject({ cache_read_input_tokens: 0, output_tokens: 7 });
  expect(first.cache_creation_input_tokens).toBeGreaterThan(512);
  expect(second).toMatchObject({
    cache_read_input_tokens: first.cache_creation_input_tokens,
    cache_creation_input_tokens: 0,
  });
  const short = [{ type: 'text', text: 'too short to keep', cache_control: { type: 'ephemeral' } } as const];
  expect((await ask('three', { system: short })).usage).toMatchObject({ cache_creation_input_tokens: 0 });
});

it('fails as the client expects: overload, wrong key, removed settings, prefill', async () => {
  api.script.fail({ kind: 'status', status: 529 });
  await expect(ask('x')).rejects.toBeInstanceOf(OverloadedError);
  const stranger = new Anthropic({ apiKey: 'another', baseURL: api.url, logLevel: 'off', maxRetries: 0 });
  const request = { model, max_tokens: 10, messages: [{ role: 'user', content: 'x' }] } as const;
  await expect(stranger.messages.create({ ...request, messages: [...request.messages] })).rejects.toBeInstanceOf(
    AuthenticationError,
  );
  await expect(ask('x', { thinking: { type: 'disabled' } })).rejects.toBeInstanceOf(BadRequestError);
  await expect(ask('x', { messages: [{ role: 'assistant', content: '{' }] })).rejects.toThrow(/prefill/);
});

it('lets the client repeat what it repeats, waiting as it is told', async () => {
  api.script.answerWith(() => ({ content: 'ok' }));
  api.script.fail({ kind: 'status', status: 429, retryAfterMs: 10 }, { kind: 'cut' });
  const before = api.requests.length;
  const patient = client.withOptions({ maxRetries: 2 });
  await patient.messages.create({ model, max_tokens: 10, messages: [{ role: 'user', content: 'x' }] });
  const retries = api.requests.slice(before).map(({ headers }) => headers['x-stainless-retry-count']);
  expect(retries).toEqual(['0', '1', '2']);
});

it('takes batches, lists them newest first in pages, and gives results by custom id', async () => {
  api.script.answerWith(({ customId }) => ({ content: { id: customId } }));
  const submit = (...ids: readonly string[]) =>
    client.messages.batches.create({
      requests: ids.map((custom_id) => ({
        custom_id,
        params: { model, max_tokens: 10, messages: [{ role: 'user', content: custom_id }] },
      })),
    });
  const first = await submit('a', 'b', 'c');
  const second = await submit('d');
  expect(first).toMatchObject({ processing_status: 'in_progress', results_url: null });
  await expect(client.messages.batches.results(first.id)).rejects.toThrow(/results_url/);
  const listed: string[] = [];
  for await (const { id } of client.messages.batches.list({ limit: 1 })) listed.push(id);
  expect(listed).toEqual([second.id, first.id]);
  api.endBatches({ b: 'expired', c: 'errored' });
  expect(await client.messages.batches.retrieve(first.id)).toMatchObject({
    processing_status: 'ended',
    request_counts: { succeeded: 1, expired: 1, errored: 1, processing: 0 },
  });
  const results = new Map<string, string>();
  for await (const { custom_id, result } of await client.messages.batches.results(first.id))
    results.set(custom_id, result.type);
  expect(Object.fromEntries(results)).toEqual({ a: 'succeeded', b: 'expired', c: 'errored' });
  await expect(submit('twice', 'twice')).rejects.toBeInstanceOf(BadRequestError);
});
