import type { MessageCreateParamsNonStreaming } from '@anthropic-ai/sdk/resources/messages/messages.js';
import type { ModelQuestion } from '@pm-arbitrage/core/ports/language-model.js';

export type Effort = 'low' | 'medium' | 'high' | 'xhigh' | 'max';

/**
 * The request of a question. The fixed instructions end in a cache mark (prefixes under 512 tokens are not kept). Nothing
 * else is set: the models of 2026 refuse sampling settings, prefill, forced tools and `thinking: disabled`, and think
 * as far as the effort lets them.
 */
export function messageParams(
  question: ModelQuestion,
  model: string,
  effort: Effort | null,
): MessageCreateParamsNonStreaming {
  return {
    model,
    max_tokens: question.maxTokens,
    system: [{ type: 'text', text: question.instructions, cache_control: { type: 'ephemeral' } }],
    messages: [{ role: 'user', content: question.text }],
    output_config: {
      ...(effort === null ? {} : { effort }),
      format: { type: 'json_schema', schema: { ...question.schema } },
    },
  };
}
