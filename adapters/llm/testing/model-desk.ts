import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { parseUsd } from '@pm-arbitrage/core/money/money.js';
import type { LanguageModel, ModelQuestion } from '@pm-arbitrage/core/ports/language-model.js';
import { type AnthropicStandIn, startAnthropic } from '@pm-arbitrage/simulator/anthropic/anthropic-stand-in.js';
import type { AnthropicOptions } from '../anthropic-model.js';
import type { ModelPrices } from '../message-cost.js';
import { openAnthropic } from '../open-anthropic.js';

/** Prices that make every class of tokens tell itself from the others. */
export const testPrices: ModelPrices = {
  input: parseUsd('2'),
  output: parseUsd('10'),
  cacheWrite: parseUsd('2.5'),
  cacheRead: parseUsd('0.1'),
};

export const testQuestion: ModelQuestion = {
  instructions: 'Answer in JSON. '.repeat(200),
  text: 'is it?',
  schema: {
    type: 'object',
    properties: { same: { type: 'boolean' } },
    required: ['same'],
    additionalProperties: false,
  },
  maxTokens: 1_000,
};

export interface ModelDesk {
  readonly api: AnthropicStandIn;
  readonly clock: Clock;
  /** The adapter on the stand-in. */
  open(changes?: Partial<AnthropicOptions>): Promise<LanguageModel>;
  close(): Promise<void>;
}

/** The stand-in on loopback, and adapters that speak to it. */
export async function openModelDesk(clock: Clock = systemClock): Promise<ModelDesk> {
  const api = await startAnthropic({ clock, host: '127.0.0.1', port: 0, apiKey: 'test-key' });
  return {
    api,
    clock,
    open: (changes = {}) =>
      openAnthropic({
        clock,
        apiKey: 'test-key',
        baseUrl: api.url,
        model: 'claude-sonnet-5-5',
        effort: 'medium',
        prices: testPrices,
        batchShare: 0.5,
        timeoutMs: 30_000,
        maxRetries: 2,
        ...changes,
      }),
    close: () => api.close(),
  };
}
