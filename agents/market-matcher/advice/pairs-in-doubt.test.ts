import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { configSchema } from '@pm-arbitrage/core/config/schema.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { createEmbeddedDatabase, emptyDatabase } from '@pm-arbitrage/core/db/test-database.js';
import { openEdge } from '@pm-arbitrage/core/journal/edge/edge.js';
import type { Services } from '@pm-arbitrage/core/runtime/services.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { randomIds } from '@pm-arbitrage/core/random/ids.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { type AnthropicStandIn, startAnthropic } from '@pm-arbitrage/simulator/anthropic/anthropic-stand-in.js';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { PairAdvice } from './advice.js';
import { KnownAdvice } from './known-advice.js';
import { openAdvisor } from './open-advisor.js';
import { type DoubtOptions, PairsInDoubt } from './pairs-in-doubt.js';
import { differentAnswer, sightedAnswer, twins } from './testing/twins.js';

let database: Database;
let api: AnthropicStandIn;
let clock: SimulatedClock;
let decided: PairAdvice[];
const lives = new Set<PairsInDoubt>();
beforeAll(async () => {
  database = await createEmbeddedDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await emptyDatabase(database);
  clock = new SimulatedClock(Date.UTC(2026, 10, 21, 12));
  api = await startAnthropic({ clock, host: '127.0.0.1', port: 0, apiKey: 'a-key' });
  api.script.answerWith(({ user }) => ({ content: sightedAnswer(user) }));
  decided = [];
});
afterEach(async () => {
  for (const life of lives) await life.stop();
  lives.clear();
  await api.close();
});

/** One life of the process. */
async function start(changes: Partial<DoubtOptions> = {}): Promise<PairsInDoubt> {
  const log = createLogger('silent');
  const ends = new AbortController();
  const llm = { anthropicApiKey: 'a-key', baseUrl: api.url, maxRetries: 0, dailyBudget: '100' };
  const edge = openEdge({ clock } as unknown as Services);
  const from = {
    config: configSchema.parse({ llm }),
    clock,
    edge,
    random: seededRandom(1),
    ids: randomIds,
    database,
    log,
  };
  const advisor = await openAdvisor(from, ends.signal);
  if (advisor === null) throw new Error('no advisor');
  const doubts = new PairsInDoubt({
    advisor,
    known: new KnownAdvice([]),
    clock,
    log,
    ends,
    isSearching: () => false,
    stateOf: () => 'open',
    decide: async (answers) => void decided.push(...answers),
    onExhausted: () => undefined,
    ...changes,
  });
  await doubts.start();
  lives.add(doubts);
  return doubts;
}
const many = (count: number) => Array.from({ length: count }, (_, index) => twins({ id: `k${index}` }));
const until = (look: () => unknown, wanted: unknown, stepMs = 250) =>
  expect
    .poll(
      () => {
        clock.advanceBy(stepMs);
        return look();
      },
      { timeout: 60_000, interval: 10 },
    )
    .toEqual(wanted);

it('asks about a pair once, however often it is put', async () => {
  const doubts = await start();
  doubts.put(twins());
  doubts.put(twins());
  await until(() => decided.length, 1);
  doubts.put(twins());
  expect(doubts.details()).toMatchObject({ inDoubt: 0, asking: 0 });
});

it('asks about three at a time', async () => {
  const release = api.script.hold();
  const doubts = await start();
  for (const pair of many(20)) doubts.put(pair);
  clock.advanceBy(10_000);
  expect(doubts.details()).toMatchObject({ inDoubt: 17, asking: 3 });
  release();
  await until(() => decided.length, 20);
  expect(api.batches()).toEqual([]);
});

it('leaves alone what a person has the word on, and drops what is no longer listed', async () => {
  let state: 'open' | 'held' | 'gone' = 'held';
  const doubts = await start({ stateOf: () => state });
  doubts.put(twins());
  clock.advanceBy(10_000);
  expect(doubts.details()).toMatchObject({ inDoubt: 1, asking: 0 });
  state = 'gone';
  clock.advanceBy(250);
  expect(doubts.details()).toMatchObject({ inDoubt: 0, asking: 0 });
  expect(api.requests).toEqual([]);
});

it('waits for a search to end, but not for one that does not', async () => {
  const doubts = await start({ isSearching: () => true });
  doubts.put(twins());
  clock.advanceBy(60_000);
  expect(doubts.details()).toMatchObject({ inDoubt: 1, asking: 0 });
  clock.advanceBy(250);
  expect(doubts.details()).toMatchObject({ inDoubt: 0, asking: 1 });
  await until(() => decided.length, 1);
});

it('hands a batch over again when its advice could not be stored, and asks nothing anew', async () => {
  api.script.answerWith(() => ({ content: differentAnswer() }));
  let failures = 0;
  const doubts = await start({
    decide: async (answers) => {
      if (failures++ === 0) throw new Error('the database is away');
      decided.push(...answers);
    },
  });
  for (const pair of many(21)) doubts.put(pair);
  await until(() => api.batches().length, 1);
  api.endBatches();
  await until(() => decided.length, 21, 30_000);
  expect(failures).toBe(2);
  expect(api.batches()).toHaveLength(1);
});

it('asks again later about pairs whose batch the service did not take', async () => {
  api.script.answerWith(() => ({ content: differentAnswer() }));
  api.script.fail({ kind: 'status', status: 529 });
  const doubts = await start();
  for (const pair of many(21)) doubts.put(pair);
  await until(() => decided.map(({ advice }) => advice.asked), Array(21).fill('no-answer'));
  expect(doubts.details()).toMatchObject({ inDoubt: 21, asking: 0 });
  clock.advanceBy(50_000);
  expect(doubts.details()).toMatchObject({ inDoubt: 21, asking: 0 });
  await until(() => api.batches().length, 1);
});
