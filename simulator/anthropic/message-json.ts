import { countTokens, type PromptCache } from './prompt-cache.js';
import type { MessageRequest } from './read-request.js';
import type { Prompt, Reply, Script } from './script.js';

/** The `usage` of a message, as far as the stand-in counts it. */
export interface UsageJson {
  readonly input_tokens: number;
  readonly cache_creation_input_tokens: number;
  readonly cache_read_input_tokens: number;
  readonly cache_creation: { readonly ephemeral_5m_input_tokens: number; readonly ephemeral_1h_input_tokens: number };
  readonly output_tokens: number;
  readonly output_tokens_details: null;
  readonly server_tool_use: null;
  readonly service_tier: 'standard' | 'batch';
  readonly inference_geo: null;
  readonly speed: null;
}

export interface MessageJson {
  readonly id: string;
  readonly type: 'message';
  readonly usage: UsageJson;
  readonly [field: string]: unknown;
}

/** Asks the script and makes the message that the API would return. */
export function messageJson(
  request: MessageRequest,
  from: { readonly script: Script; readonly cache: PromptCache; readonly id: string; readonly customId: string | null },
): MessageJson {
  const { script, cache, id, customId } = from;
  const join = (blocks: MessageRequest['user']) => blocks.map(({ text }) => text).join('\n');
  const prompt: Prompt = {
    model: request.model,
    system: join(request.system),
    user: join(request.user),
    schema: request.schema,
    customId,
  };
  const billed = cache.bill(request.model, [...request.system, ...request.user]);
  const reply = script.reply(prompt);
  const text = typeof reply.content === 'string' ? reply.content : JSON.stringify(reply.content);
  const output = reply.outputTokens ?? countTokens(text);
  return {
    id,
    type: 'message',
    role: 'assistant',
    model: request.model,
    container: null,
    diagnostics: null,
    content: contentOf(reply, text),
    stop_reason: reply.stopReason ?? 'end_turn',
    stop_sequence: null,
    stop_details:
      reply.stopReason === 'refusal'
        ? { type: 'refusal', category: null, explanation: 'declined by the script' }
        : null,
    usage: {
      input_tokens: billed.input,
      cache_creation_input_tokens: billed.written,
      cache_read_input_tokens: billed.read,
      cache_creation: { ephemeral_5m_input_tokens: billed.written, ephemeral_1h_input_tokens: 0 },
      output_tokens: Math.min(output, request.maxTokens),
      output_tokens_details: null,
      server_tool_use: null,
      service_tier: customId === null ? 'standard' : 'batch',
      inference_geo: null,
      speed: null,
    },
  };
}

/** Thinking comes first, so that a client which reads blocks by position is found out. */
const contentOf = (reply: Reply, text: string) => [
  { type: 'thinking', thinking: '', signature: 'c3RhbmQtaW4=' },
  ...(reply.stopReason === 'refusal' ? [] : [{ type: 'text', text, citations: null }]),
];
