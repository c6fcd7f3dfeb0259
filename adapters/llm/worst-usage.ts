import type { ModelQuestion, TokenUsage } from '@pm-arbitrage/core/ports/language-model.js';
import type { ModelPrices } from './message-cost.js';

/** Prompt tokens that the service adds by itself: the frame of the turns, and the words that describe the format. */
const SERVICE_TOKENS = 2_000;

/**
 * The most tokens that one attempt can be billed: a token is at least one byte of UTF-8, all of it at the dearer of the
 * two input prices, and the answer as long as it may be.
 */
export function worstUsage(question: ModelQuestion, prices: ModelPrices): TokenUsage {
  const { instructions, text, schema, maxTokens } = question;
  const bytes = Buffer.byteLength(instructions) + Buffer.byteLength(text) + Buffer.byteLength(JSON.stringify(schema));
  const prompt = bytes + SERVICE_TOKENS;
  const writes = prices.cacheWrite > prices.input;
  return { input: writes ? 0 : prompt, cacheWrite: writes ? prompt : 0, cacheRead: 0, output: maxTokens };
}
