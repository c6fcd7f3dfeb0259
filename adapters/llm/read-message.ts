import type { Usd } from '@pm-arbitrage/core/money/money.js';
import type { ModelOutcome, TokenUsage } from '@pm-arbitrage/core/ports/language-model.js';
import { z } from 'zod';

const count = z.int().min(0);
const messageSchema = z.object({
  model: z.string(),
  stop_reason: z.string().nullable(),
  // Thinking blocks come before the text, so blocks are taken by type.
  content: z.array(z.object({ type: z.string(), text: z.string().optional() })),
  usage: z.object({
    input_tokens: count,
    output_tokens: count,
    cache_creation_input_tokens: count.nullish(),
    cache_read_input_tokens: count.nullish(),
  }),
});

/** How the cost of a message is known: by its usage, or, where that cannot be read, by what it may have cost at most. */
export interface MessageCosts {
  of(usage: TokenUsage): Usd;
  readonly worst: Usd;
}

/** Reads a message that came. Nothing in it is trusted: what is no JSON, was declined or cut off is said to be so. */
export function readMessage(message: unknown, costs: MessageCosts): ModelOutcome {
  const read = messageSchema.safeParse(message);
  if (!read.success)
    return { kind: 'useless', why: 'malformed', message: 'the answer is no message', usage: null, cost: costs.worst };
  const { model, stop_reason: stop, content } = read.data;
  const usage: TokenUsage = {
    input: read.data.usage.input_tokens,
    cacheWrite: read.data.usage.cache_creation_input_tokens ?? 0,
    cacheRead: read.data.usage.cache_read_input_tokens ?? 0,
    output: read.data.usage.output_tokens,
  };
  const billed = { usage, cost: costs.of(usage) };
  if (stop === 'refusal')
    return { kind: 'useless', why: 'declined', message: 'the model declined to answer', ...billed };
  if (stop === 'max_tokens' || stop === 'model_context_window_exceeded')
    return { kind: 'useless', why: 'cut-off', message: `the answer ended by ${stop}`, ...billed };
  const text = content.flatMap((block) => (block.type === 'text' ? [block.text ?? ''] : [])).join('');
  try {
    return { kind: 'answered', value: JSON.parse(text) as unknown, model, ...billed };
  } catch {
    return { kind: 'useless', why: 'malformed', message: `the answer is no JSON: "${text.slice(0, 80)}"`, ...billed };
  }
}
