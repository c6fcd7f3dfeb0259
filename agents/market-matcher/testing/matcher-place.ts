import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { channels } from '@pm-arbitrage/core/bus/channels.js';
import { redisForTests } from '@pm-arbitrage/core/bus/test-redis.js';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { configSchema } from '@pm-arbitrage/core/config/schema.js';
import { markets } from '@pm-arbitrage/core/db/schema/schema.js';
import { createPostgresDatabase, postgresMissing } from '@pm-arbitrage/core/db/test-database.js';
import type { Alert } from '@pm-arbitrage/core/domain/alert.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { Match } from '@pm-arbitrage/core/domain/match.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { marketRow } from '@pm-arbitrage/core/markets/market-row.js';
import { type ReviewOrder, reviewMatch } from '@pm-arbitrage/core/matches/review-match.js';
import { findMatch } from '@pm-arbitrage/core/queries/match-queries.js';
import { openServices } from '@pm-arbitrage/core/runtime/open-services.js';
import { type AgentHandle, runAgent } from '@pm-arbitrage/core/runtime/run-agent.js';
import { startAnthropic } from '@pm-arbitrage/simulator/anthropic/anthropic-stand-in.js';
import { expect } from 'vitest';
import { aMarket, T0 } from '../../opportunity-scanner/scanner-fixtures.js';
import { kalshiTwin, polymarketTwin } from '../advice/testing/twins.js';
import { marketMatcher } from '../agent.js';
import type { Listing } from '../listing.js';

const redis = await redisForTests();

/** Why the matcher cannot be run on real servers here; null when it can. */
export const serversMissing: string | null = postgresMissing ?? ('unavailable' in redis ? redis.unavailable : null);

/** A market as its venue's watcher would tell it. */
export function marketOf({ platform, id, event, ...listing }: Listing, change: Partial<Market> = {}): Market {
  const { closeTime, openTime, sources, ...words } = listing;
  const told = { ...words, openTime, closeTime: closeTime ?? T0, sources: [...sources], rulesHash: words.rules };
  return aMarket(platform, id, { ...told, event, ...change });
}

const struck = (listing: Listing, id: string, thousands: number): Listing => {
  const text = (words: string) =>
    words
      .replaceAll('150,000', `${thousands},000`)
      .replaceAll('150000', `${thousands}000`)
      .replaceAll('150k', `${thousands}k`);
  const { strike } = listing;
  return {
    ...listing,
    id,
    title: text(listing.title),
    subtitle: text(listing.subtitle),
    rules: text(listing.rules),
    strike: strike && { ...strike, floor: thousands * 1_000 },
  };
};

/** Two markets on one question, which the rules leave for review; one pair for each strike. */
export const kalshiMarket = (change: Partial<Market> = {}, thousands = 150): Market =>
  marketOf(struck(kalshiTwin, `K${thousands}`, thousands), change);
export const polymarketMarket = (change: Partial<Market> = {}, thousands = 150): Market =>
  marketOf(struck(polymarketTwin, `0x${thousands}`, thousands), change);

/** The matcher on Redis, Postgres and the stand-in of the language model, each over its socket. The clock is moved by hand. */
export async function openMatcherPlace(llm: Readonly<Record<string, unknown>> = {}) {
  if ('unavailable' in redis) throw new Error(redis.unavailable);
  const { url: databaseUrl, drop } = await createPostgresDatabase();
  const clock = new SimulatedClock(T0);
  const api = await startAnthropic({ clock, host: '127.0.0.1', port: 0, apiKey: 'test-key' });
  const dataDir = mkdtempSync(join(tmpdir(), 'matcher-'));
  const config = configSchema.parse({
    llm: { anthropicApiKey: 'test-key', baseUrl: api.url, maxRetries: 0, ...llm },
    services: { redisUrl: redis.url, redisPrefix: `pm-test:${randomUUID()}:`, databaseUrl, dataDir },
  });
  const services = await openServices({ config, log: createLogger('silent'), clock });
  const { database } = services;
  const world = services.busFor('world');
  const alerts: Alert[] = [];
  const told: Match[] = [];
  const consume = { group: 'w', consumer: 'w' };
  await world.consume(channels.alerts, consume, async (alert) => void alerts.push(alert));
  await world.consume(channels.matchedMarkets, consume, async (match) => void told.push(match));
  const running = new Set<AgentHandle>();

  /** Lets time pass, a quarter of a second at a time, until something is as wanted. */
  const until = <T>(look: () => T | Promise<T>, wanted: string | number | boolean) =>
    expect
      .poll(
        () => {
          clock.advanceBy(250);
          return look();
        },
        { timeout: 20_000, interval: 10 },
      )
      .toEqual(wanted);
  const lastOf = (id: string) => told.findLast((match) => match.id === id);

  return {
    alerts,
    api,
    clock,
    database,
    told,
    until,
    lastOf,
    async start(): Promise<AgentHandle> {
      const agent = await runAgent(marketMatcher, services);
      running.add(agent);
      return agent;
    },
    /** Lists a market as its watcher does: in the database and on the bus. */
    async list(...listed: readonly Market[]) {
      for (const market of listed) {
        const row = marketRow(market);
        await database.queries.insert(markets).values(row).onConflictDoUpdate({ target: markets.id, set: row });
        await world.publishDurable(channels.markets(market.platform), market);
      }
    },
    say: (id: string, order: Omit<ReviewOrder, 'id' | 'by'>) =>
      reviewMatch(database.queries, { id, by: 'me', ...order }, clock.now()),
    /** Until the match was told with this status, by this judge. */
    untilTold: (id: string, status: Match['status'], by: string) =>
      until(() => {
        const last = lastOf(id);
        return last && `${last.status} by ${last.decidedBy}`;
      }, `${status} by ${by}`),
    /** What a match was decided on, in the order of the decisions. */
    async evidenceOf(id: string) {
      const found = await findMatch(database.queries, id);
      return (found?.evidence ?? []).map(({ evidence }) => evidence);
    },
    /** Questions that were put one by one. */
    asked: () => api.requests.filter(({ path, method }) => method === 'POST' && path === '/v1/messages').length,
    async close() {
      for (const agent of running) await agent.stop();
      await world.close();
      await services.close();
      await api.close();
      await drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
