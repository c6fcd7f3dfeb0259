import { openAnthropic } from '@pm-arbitrage/adapters/llm/open-anthropic.js';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { configSchema } from '@pm-arbitrage/core/config/schema.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { parseUsd } from '@pm-arbitrage/core/money/money.js';
import { randomIds } from '@pm-arbitrage/core/random/ids.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { type AnthropicStandIn, startAnthropic } from '@pm-arbitrage/simulator/anthropic/anthropic-stand-in.js';
import type { AdviceOptions } from '../advise-on-pair.js';
import { ModelBudget } from '../model-budget.js';

export interface AdviceDesk {
  readonly api: AnthropicStandIn;
  readonly clock: SimulatedClock;
  readonly options: AdviceOptions;
  close(): Promise<void>;
}

/** The real adapter on the stand-in, over loopback, with a budget on a real database. The clock stands still. */
export async function openAdviceDesk(database: Database, limit = '5'): Promise<AdviceDesk> {
  const clock = new SimulatedClock(Date.UTC(2026, 10, 21, 12));
  const api = await startAnthropic({ clock, host: '127.0.0.1', port: 0, apiKey: 'test-key' });
  const { llm } = configSchema.parse({});
  const prices = llm.prices[llm.model];
  if (prices === undefined) throw new Error('no prices');
  const model = await openAnthropic({
    clock,
    apiKey: 'test-key',
    baseUrl: api.url,
    model: llm.model,
    effort: llm.effort,
    prices,
    batchShare: llm.batchShare,
    timeoutMs: 30_000,
    maxRetries: 0,
  });
  const budget = new ModelBudget({ database, clock, ids: randomIds, limit: parseUsd(limit) });
  return {
    api,
    clock,
    options: { model, budget, random: seededRandom(7), votes: 3, maxTokens: 2_000 },
    close: () => api.close(),
  };
}
