import { invalid } from './api-error.js';
import { checkSchema } from './check-schema.js';

/** A text block of a prompt, and whether the cache is to end there. */
export interface PromptBlock {
  readonly text: string;
  readonly cached: boolean;
}

/** A request to `/v1/messages` that the API would take. */
export interface MessageRequest {
  readonly model: string;
  readonly maxTokens: number;
  readonly system: readonly PromptBlock[];
  readonly user: readonly PromptBlock[];
  readonly schema: unknown;
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Settings that the models of 2026 refuse, and what the API says of them. */
const REMOVED = ['temperature', 'top_p', 'top_k'] as const;
const KNOWN = new Set(['model', 'max_tokens', 'messages', 'system', 'output_config', 'thinking', 'metadata', 'stream']);
const EFFORTS: readonly unknown[] = ['low', 'medium', 'high', 'xhigh', 'max', null, undefined];

/** Reads the parameters of a message, of a request or of a batch. @throws ApiError where the API refuses. */
export function readRequest(body: unknown): MessageRequest {
  if (!isFields(body)) throw invalid('body: a JSON object is required');
  for (const name of REMOVED) if (name in body) throw invalid(`${name}: is not supported by this model`);
  for (const name of Object.keys(body)) if (!KNOWN.has(name)) throw invalid(`${name}: Extra inputs are not permitted`);
  const { model, max_tokens: maxTokens, stream } = body;
  if (typeof model !== 'string' || model === '') throw invalid('model: Field required');
  if (typeof maxTokens !== 'number' || !Number.isInteger(maxTokens) || maxTokens < 1 || maxTokens > 128_000)
    throw invalid('max_tokens: Input should be from 1 to 128000');
  if (stream === true) throw invalid('stream: the stand-in answers whole messages only');
  if (isFields(body['thinking']) && body['thinking']['type'] !== 'adaptive')
    throw invalid('thinking.type: "adaptive" is the only one that this model takes');
  return {
    model,
    maxTokens,
    system: body['system'] === undefined ? [] : readBlocks(body['system'], 'system'),
    user: readMessages(body['messages']),
    schema: readFormat(body['output_config']),
  };
}

function readMessages(messages: unknown): PromptBlock[] {
  if (!Array.isArray(messages) || messages.length === 0) throw invalid('messages: at least one message is required');
  const blocks: PromptBlock[] = [];
  for (const message of messages as readonly unknown[]) {
    if (!isFields(message) || (message['role'] !== 'user' && message['role'] !== 'assistant'))
      throw invalid('messages: role must be "user" or "assistant"');
    if (message['role'] === 'user') blocks.push(...readBlocks(message['content'], 'messages.content'));
  }
  const last = messages.at(-1) as Fields;
  if (last['role'] !== 'user') throw invalid('messages: this model does not support assistant message prefill');
  return blocks;
}

function readBlocks(content: unknown, place: string): PromptBlock[] {
  if (typeof content === 'string') return [{ text: content, cached: false }];
  if (!Array.isArray(content)) throw invalid(`${place}: a text or a list of blocks is required`);
  return (content as readonly unknown[]).map((block) => {
    if (!isFields(block) || block['type'] !== 'text' || typeof block['text'] !== 'string' || block['text'] === '')
      throw invalid(`${place}: text blocks must be non-empty`);
    const control = block['cache_control'];
    if (control !== undefined && control !== null && (!isFields(control) || control['type'] !== 'ephemeral'))
      throw invalid(`${place}: cache_control.type must be "ephemeral"`);
    return { text: block['text'], cached: isFields(control) };
  });
}

function readFormat(config: unknown): unknown {
  if (config === undefined) return null;
  if (!isFields(config)) throw invalid('output_config: an object is required');
  if (!EFFORTS.includes(config['effort'])) throw invalid('output_config.effort: unknown level');
  const format = config['format'];
  if (format === undefined || format === null) return null;
  if (!isFields(format) || format['type'] !== 'json_schema' || !isFields(format['schema']))
    throw invalid('output_config.format: type "json_schema" with a schema is required');
  checkSchema(format['schema'], 'output_config.format.schema');
  return format['schema'];
}
