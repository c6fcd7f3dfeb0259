import { channels } from '@pm-arbitrage/core/bus/channels.js';
import { startPrivateRedis } from '@pm-arbitrage/core/bus/test-redis.js';
import { configSchema } from '@pm-arbitrage/core/config/schema.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { MarketId } from '@pm-arbitrage/core/domain/platform.js';
import { HotBooks } from '@pm-arbitrage/core/hot-books/hot-books.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { openServices } from '@pm-arbitrage/core/runtime/open-services.js';
import { type AgentHandle, runAgent } from '@pm-arbitrage/core/runtime/run-agent.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { opportunityScanners } from './agent.js';
import { EventShard } from './event-shard.js';
import { aBook, aMarket, aMatch } from './scanner-fixtures.js';

const SCANNERS = 3;
const log = createLogger('silent');
let redis: Awaited<ReturnType<typeof startPrivateRedis>>;
let services: Awaited<ReturnType<typeof openServices>>;
const scanners: AgentHandle[] = [];

beforeAll(async () => {
  redis = await startPrivateRedis();
  const config = configSchema.parse({
    trading: { stalePriceMs: 600_000 },
    services: { redisUrl: redis.url, scanners: SCANNERS },
  });
  services = await openServices({ config, log, ephemeral: true });
  for (const definition of opportunityScanners(config)) scanners.push(await runAgent(definition, services));
});
afterAll(async () => {
  for (const scanner of scanners) await scanner.stop();
  await services.close();
  await redis.stop();
});

const fact = (name: string) => scanners.map((scanner) => Number(scanner.heartbeat().details[name]));
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

it('scanners on Redis find every match once, each hears a part of the prices, and quiet books are read when they matter', async () => {
  const world = services.busFor('world');
  const hot = new HotBooks(services.hot, log);
  const found: { readonly basis: string; readonly source: string }[] = [];
  await world.follow([channels.opportunities], ({ basis }, { source }) => void found.push({ basis, source }));
  expect(scanners.map(({ name }) => name)).toEqual([1, 2, 3].map((index) => `opportunity-scanner:${index}`));

  const pairs = Array.from({ length: 24 }, (_, index) => ({
    kalshi: aMarket('kalshi', `K${index}`),
    polymarket: aMarket('polymarket', `P${index}`),
    match: aMatch({
      id: `match ${index}`,
      kalshi: `kalshi:K${index}` as MarketId,
      polymarket: `polymarket:P${index}` as MarketId,
    }),
  }));
  const parts = scanners.map((_, index) => new EventShard(index, SCANNERS));
  const isApart = ({ kalshi, polymarket }: (typeof pairs)[number]) =>
    parts.some((part) => part.owns(kalshi) && !part.owns(polymarket));
  const late = pairs.find(isApart) as (typeof pairs)[number];
  const early = pairs.filter((pair) => pair !== late);
  const tell = (market: Market, bid: string, ask: string) => {
    const update = aBook(market, [[bid, '50']], [[ask, '50']], { receivedAt: Date.now(), sequence: 1 });
    world.publish(channels.prices(market.platform), update);
    hot.put(update);
  };

  for (const { kalshi, polymarket } of pairs)
    for (const market of [kalshi, polymarket]) await world.publishDurable(channels.markets(market.platform), market);
  for (const { match } of early) await world.publishDurable(channels.matchedMarkets, match);
  // Each market by its own, each match both ways.
  await expect.poll(() => sum(fact('covers'))).toBe(pairs.length * 2 + early.length * 2);

  for (const { kalshi, polymarket } of pairs) {
    tell(kalshi, '0.39', '0.40');
    tell(polymarket, '0.60', '0.61');
  }
  await hot.flush();
  await expect.poll(() => new Set(found.map(({ basis }) => basis)).size).toBe(early.length);
  expect(found).toHaveLength(early.length);
  expect(new Set(found.map(({ source }) => source)).size).toBe(SCANNERS);
  // A market of Polymarket matters to its own event's scanner and to its match's; nobody hears everything.
  for (const heard of fact('prices')) expect(heard).toBeLessThan(pairs.length * 2);

  // Nothing is said of its books any more, one of which its scanner has not heard.
  await world.publishDurable(channels.matchedMarkets, late.match);
  await expect.poll(() => found.map(({ basis }) => basis)).toContain(late.match.id);
  expect(found).toHaveLength(pairs.length);
  await world.close();
});
