import { channels } from '@pm-arbitrage/core/bus/channels.js';
import { loadMatches } from '@pm-arbitrage/core/db/load-matches.js';
import { type Platform, platforms } from '@pm-arbitrage/core/domain/platform.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import { catchUpBooks } from '@pm-arbitrage/core/hot-books/catch-up.js';
import { MarketDirectory } from '@pm-arbitrage/core/markets/market-directory.js';
import { addUsd } from '@pm-arbitrage/core/money/money.js';
import type { AgentDefinition } from '@pm-arbitrage/core/runtime/agent.js';
import { OpportunityStore } from './opportunity-store.js';
import type { Scan } from './scan.js';
import { Scanner } from './scanner.js';
import { scannerDefaults } from './scanner-config.js';

const SWEEP_MS = 500;

/** Watches every cover that markets and matches allow, and says when one can be bought below its floor. */
export const opportunityScanner: AgentDefinition = {
  name: 'opportunity-scanner',
  reads: ['venue.{platform}.prices', 'venue.{platform}.markets', 'matched.markets', 'system.heartbeats'],
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
        staleMs: trading.stalePriceMs,
        budget: addUsd(capital.kalshi, capital.polymarket),
      },
      ids,
    );
    const store = new OpportunityStore(context);
    const publish = ({ found }: Scan) => {
      if (found.length === 0) return;
      for (const opportunity of found)
        bus.publish(channels.opportunities, opportunity, { eventTime: opportunity.tickAt });
      store.add(found);
    };

    const takePrice = (update: PriceUpdate) => publish(scanner.price(update, clock.now()));

    // Messages that an earlier life acknowledged do not come again: what it knew is in the database.
    for (const market of (await MarketDirectory.load(context.database, clock.now())).all())
      scanner.market(market, clock.now());
    for (const match of await loadMatches(context.database.queries)) scanner.match(match, clock.now());

    const consume = { group: name, consumer: name };
    const subscriptions = [
      await bus.follow(platforms.map(channels.prices), takePrice),
      await bus.follow([channels.heartbeats], ({ agent, details }) => {
        const [kind, platform] = agent.split(':');
        const aliveAt = details['aliveAt'];
        if (kind === 'venue-watcher' && typeof aliveAt === 'number') scanner.feedAlive(platform as Platform, aliveAt);
      }),
      await bus.consume(channels.matchedMarkets, consume, async (match) => publish(scanner.match(match, clock.now()))),
    ];
    for (const platform of platforms) {
      subscriptions.push(
        await bus.consume(channels.markets(platform), consume, async (market) =>
          publish(scanner.market(market, clock.now())),
        ),
      );
    }
    const cancelCatchUp = await catchUpBooks(context, takePrice);
    const cancel = clock.every(SWEEP_MS, () => {
      publish(scanner.sweep(clock.now()));
      void store.flush();
    });

    return {
      details: () => ({ covers: scanner.coverCount, ...scanner.counts, forgotten: store.forgotten }),
      async stop() {
        cancel();
        cancelCatchUp();
        for (const subscription of subscriptions) await subscription.close();
        await store.flush();
      },
    };
  },
};
