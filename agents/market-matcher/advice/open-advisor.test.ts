import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { configSchema } from '@pm-arbitrage/core/config/schema.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { createEmbeddedDatabase } from '@pm-arbitrage/core/db/test-database.js';
import { openEdge } from '@pm-arbitrage/core/journal/edge/edge.js';
import type { Services } from '@pm-arbitrage/core/runtime/services.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { parseUsd } from '@pm-arbitrage/core/money/money.js';
import { randomIds } from '@pm-arbitrage/core/random/ids.js';
import { systemRandom } from '@pm-arbitrage/core/random/random.js';
import { type AnthropicStandIn, startAnthropic } from '@pm-arbitrage/simulator/anthropic/anthropic-stand-in.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openAdvisor } from './open-advisor.js';
import { differentAnswer, sightedAnswer, twins } from './testing/twins.js';

let database: Database;
let api: AnthropicStandIn;
beforeAll(async () => {
  database = await createEmbeddedDatabase();
  api = await startAnthropic({ clock: systemClock, host: '127.0.0.1', port: 0, apiKey: 'a-key' });
});
afterAll(async () => {
  await api.close();
  await database.close();
});

const open = (llm: Record<string, unknown>) =>
  openAdvisor({
    config: configSchema.parse({ llm }),
    clock: systemClock,
    edge: openEdge({ clock: systemClock } as Services),
    random: systemRandom(),
    ids: randomIds,
    database,
    log: createLogger('silent'),
  });

it('is absent without a key', async () => {
  expect(await open({})).toBeNull();
});

it('advises with the configured key, address, votes and budget, which is visible', async () => {
  api.script.answerWith(({ user }) => ({ content: sightedAnswer(user) }));
  const advisor = await open({ anthropicApiKey: 'a-key', baseUrl: api.url, votes: 2, dailyBudget: '2' });
  const advice = await advisor?.advise(twins());
  expect(advice?.verdict.decision).toBe('accept');
  expect(advice?.evidence.votes).toHaveLength(2);
  const budget = await advisor?.budget();
  expect(budget).toMatchObject({ limit: parseUsd('2'), committed: advice?.evidence.cost });
});

it('asks in bulk and collects', async () => {
  api.script.answerWith(() => ({ content: differentAnswer() }));
  const advisor = await open({ anthropicApiKey: 'a-key', baseUrl: api.url });
  expect(await advisor?.submit([twins()])).toEqual([]);
  api.endBatches();
  const seen: string[] = [];
  await advisor?.collect(async (answers) => {
    seen.push(...answers.map(({ advice }) => advice.verdict.decision));
  });
  expect(seen).toEqual(['refuse']);
});

it('is told by the configuration when a model has no price', () => {
  expect(() => configSchema.parse({ llm: { model: 'claude-unknown' } })).toThrow(/prices of the configured model/);
});
