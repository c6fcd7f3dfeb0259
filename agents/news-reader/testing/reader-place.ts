import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { channels } from '@pm-arbitrage/core/bus/channels.js';
import { MemoryBus } from '@pm-arbitrage/core/bus/memory-bus.js';
import { MemoryHub } from '@pm-arbitrage/core/bus/memory-hub.js';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { configSchema } from '@pm-arbitrage/core/config/schema.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { markets as marketsTable } from '@pm-arbitrage/core/db/schema/schema.js';
import type { Alert } from '@pm-arbitrage/core/domain/alert.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { NewsRuling } from '@pm-arbitrage/core/domain/news-ruling.js';
import { MemoryHotState } from '@pm-arbitrage/core/hot-state/memory-hot-state.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { marketRow } from '@pm-arbitrage/core/markets/market-row.js';
import { seededIds } from '@pm-arbitrage/core/random/ids.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { HaltFile } from '@pm-arbitrage/core/runtime/halt-file.js';
import { HaltState } from '@pm-arbitrage/core/runtime/halt-state.js';
import { type AgentHandle, runAgent } from '@pm-arbitrage/core/runtime/run-agent.js';
import { startAnthropic } from '@pm-arbitrage/simulator/anthropic/anthropic-stand-in.js';
import { readingModel } from '@pm-arbitrage/simulator/anthropic/reader/reading-model.js';
import { Registry } from 'prom-client';
import { expect } from 'vitest';
import { newsReader } from '../agent.js';
import { headline, T0 } from './a-story.js';

const FEED = { symbol: 'senate', url: 'https://senate.example/feed.xml', publisher: 'the senate', official: true };

/** The reader on the stand-in of the language model, over its socket. The clock is moved by hand. */
export async function openReaderPlace(database: Database, llm: Readonly<Record<string, unknown>> = {}) {
  const clock = new SimulatedClock(T0);
  const api = await startAnthropic({ clock, host: '127.0.0.1', port: 0, apiKey: 'test-key' });
  api.script.answerWith(readingModel);
  const folder = mkdtempSync(join(tmpdir(), 'news-'));
  const hub = new MemoryHub();
  const ids = seededIds(seededRandom(1));
  const world = new MemoryBus(hub, { source: 'world', clock, ids });
  const alerts: Alert[] = [];
  const rulings: NewsRuling[] = [];
  await world.consume(channels.alerts, { group: 'w', consumer: 'w' }, async (alert) => void alerts.push(alert));
  await world.follow([channels.newsRulings], (ruling) => void rulings.push(ruling));
  const running = new Set<AgentHandle>();

  return {
    alerts,
    api,
    clock,
    rulings,
    /** Questions that were put. */
    asked: () => api.requests.filter(({ path, method }) => method === 'POST' && path === '/v1/messages').length,
    async start(): Promise<AgentHandle> {
      const agent = await runAgent(newsReader, {
        config: configSchema.parse({
          llm: { anthropicApiKey: 'test-key', baseUrl: api.url, maxRetries: 0, ...llm },
          oracles: { run: ['news'], news: { feeds: [FEED] } },
        }),
        clock,
        random: seededRandom(1),
        ids,
        log: createLogger('silent'),
        database,
        hot: new MemoryHotState(clock),
        metrics: new Registry(),
        halt: new HaltState(),
        haltFile: new HaltFile(folder),
        busFor: (source: string) => new MemoryBus(hub, { source, clock, ids }),
        close: async () => undefined,
      });
      running.add(agent);
      return agent;
    },
    /** Lists a market as its watcher does: in the database and on the bus. */
    async list(market: Market): Promise<void> {
      const row = marketRow(market);
      await database.queries.insert(marketsTable).values(row).onConflictDoUpdate({ target: marketsTable.id, set: row });
      await world.publishDurable(channels.markets(market.platform), market);
    },
    /** A feed tells of a headline now. */
    tell(title: string, more: Parameters<typeof headline>[1] = {}): void {
      const tick = headline(title, { at: clock.now(), ...more });
      world.publish(channels.oracle('news', tick.symbol), tick, { eventTime: tick.eventTime });
    },
    /** Lets time pass, a quarter of a second at a time, until something is as wanted. */
    until: <T>(look: () => T | Promise<T>, wanted: unknown) =>
      expect
        .poll(
          () => {
            clock.advanceBy(250);
            return look();
          },
          { timeout: 30_000, interval: 10 },
        )
        .toEqual(wanted),
    async close(): Promise<void> {
      for (const agent of running) await agent.stop();
      await world.close();
      await api.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
