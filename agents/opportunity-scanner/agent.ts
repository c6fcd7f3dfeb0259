import { channels } from '@pm-arbitrage/core/bus/channels.js';
import { loadLadders } from '@pm-arbitrage/core/db/load-ladders.js';
import { loadMatches } from '@pm-arbitrage/core/db/load-matches.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { type MarketId, type Platform, platforms } from '@pm-arbitrage/core/domain/platform.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import { catchUpBooks, catchUpWanted } from '@pm-arbitrage/core/hot-books/catch-up.js';
import { MarketDirectory } from '@pm-arbitrage/core/markets/market-directory.js';
import { hopTimer } from '@pm-arbitrage/core/metrics/hop-timer.js';
import { counterOf } from '@pm-arbitrage/core/metrics/meters.js';
import { metrics as told } from '@pm-arbitrage/core/metrics/metrics.js';
import { addUsd } from '@pm-arbitrage/core/money/money.js';
import type { AgentDefinition } from '@pm-arbitrage/core/runtime/agent.js';
import { EventShard } from './event-shard.js';
import { type NewsValue, NewsValues } from './news/news-values.js';
import { OpportunityStore } from './opportunity-store.js';
import type { Scan } from './scan.js';
import { Scanner } from './scanner.js';
import { scannerDefaults } from './scanner-config.js';
import { Valuations } from './valuation/valuations.js';

const SWEEP_MS = 500;

/** The scanners that a configuration asks for: one, or several that share the events among themselves. */
export const opportunityScanners = ({ services: { scanners } }: Config): readonly AgentDefinition[] =>
  Array.from({ length: scanners }, (_, index) => opportunityScanner(new EventShard(index, scanners)));

/** Watches every cover that markets and matches allow, as far as it is its part, and says when one can be bought below its floor. */
export const opportunityScanner = (shard = new EventShard()): AgentDefinition => ({
  name: 'opportunity-scanner',
  ...(!shard.isWhole && { variant: String(shard.index + 1) }),
  reads: [
    'venue.{platform}.prices',
    'venue.{platform}.markets',
    'oracle.{type}.{symbol}',
    'news.rulings',
    'matched.markets',
    'market.ladders',
    'system.heartbeats',
  ],
  writes: ['opportunities'],

  async setup(context) {
    const { bus, clock, config, ids, name } = context;
    const { trading, capital } = config;
    const scanner = new Scanner(
      {
        ...scannerDefaults,
        profitThreshold: trading.profitThreshold,
        safetyBuffer: trading.safetyBuffer,
        maxRoi: trading.maxRoi,
        maxEdge: trading.maxEdge,
        staleMs: trading.stalePriceMs,
        budget: addUsd(capital.kalshi, capital.polymarket),
      },
      ids,
      shard,
    );
    const store = new OpportunityStore(context);
    const found = counterOf(context.metrics, told.opportunities);
    const timed = hopTimer(context.metrics, 'tick-to-opportunity');
    const publish = ({ found: opportunities }: Scan) => {
      if (opportunities.length === 0) return;
      for (const opportunity of opportunities) {
        bus.publish(channels.opportunities, opportunity, { eventTime: opportunity.tickAt });
        found.inc({ kind: opportunity.kind });
        timed(opportunity.tickAt, clock.now());
      }
      store.add(opportunities);
    };

    const valuations = new Valuations(context, { scanner, publish, shard });
    await valuations.start();
    const news = new NewsValues();
    const takeNews = (value: NewsValue | null, tickAt: number) => {
      if (value !== null) publish(scanner.fairValues(value.market, value.values, clock.now(), tickAt));
    };
    const takePrice = (update: PriceUpdate) => {
      publish(scanner.price(update, clock.now()));
      valuations.price(update);
    };
    const takeMarket = (market: Market) => {
      publish(scanner.market(market, clock.now()));
      valuations.market(market);
      if (shard.owns(market)) takeNews(news.market(market), clock.now());
    };

    // Messages that an earlier life acknowledged do not come again: what it knew is in the database.
    for (const market of (await MarketDirectory.load(context.database, clock.now())).all()) takeMarket(market);
    for (const match of await loadMatches(context.database.queries)) scanner.match(match, clock.now());
    for (const ladder of await loadLadders(context.database.queries)) scanner.ladder(ladder, clock.now());

    const consume = { group: name, consumer: name };
    const subscriptions = [
      await bus.follow(platforms.map(channels.prices), takePrice, {
        ...(!shard.isWhole && { wants: (key) => scanner.wants(key as MarketId) }),
      }),
      await bus.follow([channels.heartbeats], ({ agent, details }) => {
        const [kind, platform] = agent.split(':');
        const aliveAt = details['aliveAt'];
        if (kind === 'venue-watcher' && typeof aliveAt === 'number') scanner.feedAlive(platform as Platform, aliveAt);
      }),
      await bus.follow([channels.newsRulings], (ruling) => takeNews(news.ruling(ruling, clock.now()), ruling.at)),
      await bus.consume(channels.matchedMarkets, consume, async (match) => publish(scanner.match(match, clock.now()))),
      await bus.consume(channels.ladders, consume, async (ladder) => publish(scanner.ladder(ladder, clock.now()))),
    ];
    for (const platform of platforms) {
      subscriptions.push(await bus.consume(channels.markets(platform), consume, async (market) => takeMarket(market)));
    }
    const cancelCatchUp = await catchUpBooks(context, takePrice);
    const cancelWanted = shard.isWhole ? null : catchUpWanted(context, () => scanner.takeUnread(), takePrice);
    const cancel = clock.every(SWEEP_MS, () => {
      publish(scanner.sweep(clock.now()));
      valuations.sweep();
      for (const value of news.sweep(clock.now())) takeNews(value, clock.now());
      void store.flush();
    });

    return {
      details: () => ({
        ...(!shard.isWhole && { scanners: shard.count }),
        covers: scanner.coverCount,
        families: scanner.familyCount,
        ...valuations.details,
        decidedByNews: news.size,
        ...scanner.counts,
        forgotten: store.forgotten,
      }),
      async stop() {
        cancel();
        cancelCatchUp();
        cancelWanted?.();
        for (const subscription of subscriptions) await subscription.close();
        await valuations.stop();
        await store.flush();
      },
    };
  },
});
