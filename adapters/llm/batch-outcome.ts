import type { MessageBatchResult } from '@anthropic-ai/sdk/resources/messages/batches.js';
import { type Usd, ZERO_USD } from '@pm-arbitrage/core/money/money.js';
import type { ModelOutcome, TokenUsage } from '@pm-arbitrage/core/ports/language-model.js';
import { readMessage } from './read-message.js';

/** What became of one question of a batch. Only those that succeeded are billed. */
export function batchOutcome(result: MessageBatchResult, costOf: (usage: TokenUsage) => Usd): ModelOutcome {
  switch (result.type) {
    case 'succeeded':
      return readMessage(result.message, { of: costOf, worst: ZERO_USD });
    case 'errored': {
      const { type, message } = result.error.error;
      const why = type === 'invalid_request_error' ? 'refused' : 'server-error';
      return { kind: 'failed', why, message, cost: ZERO_USD };
    }
    case 'canceled':
      return { kind: 'failed', why: 'aborted', message: 'the batch was cancelled', cost: ZERO_USD };
    case 'expired':
      return { kind: 'failed', why: 'expired', message: 'the batch ended before its turn came', cost: ZERO_USD };
  }
}
