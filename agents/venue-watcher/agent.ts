import { channels } from '@pm-arbitrage/core/bus/channels.js';
import type { Platform } from '@pm-arbitrage/core/domain/platform.js';
import type { MarketDataFeed } from '@pm-arbitrage/core/ports/market-data.js';
import { HotBooks } from '@pm-arbitrage/core/hot-books/hot-books.js';
import type { AgentContext, AgentDefinition } from '@pm-arbitrage/core/runtime/agent.js';
import { counterOf } from '@pm-arbitrage/core/metrics/meters.js';
import { metrics as told } from '@pm-arbitrage/core/metrics/metrics.js';
import { FeedGauges } from './feed-gauges.js';
import { MarketWriter } from './market-writer.js';
import { openRawSpool } from '../recorder/open-raw-spool.js';
import { openFeed } from './open-feed.js';

const STALE_ALERT_MS = 10_000;
const CHECK_MS = 1_000;
const FLUSH_MS = 500;

/** Watches one venue: its listing, its books, its prints. `feed` replaces the real one in replays. */
export function venueWatcher(platform: Platform, feed?: (context: AgentContext) => MarketDataFeed): AgentDefinition {
  return {
    name: 'venue-watcher',
    variant: platform,
    reads: [],
    credentials: [platform],
    writes: ['venue.{platform}.prices', 'venue.{platform}.markets', 'venue.{platform}.trades'],

    async setup(context) {
      const { bus, clock, log, metrics } = context;
      const prices = channels.prices(platform);
      const prints = channels.prints(platform);
      const markets = new MarketWriter(context, platform);
      const books = new HotBooks(context.hot, log);
      const refusals = counterOf(metrics, told.feedRefused);
      const gauges = new FeedGauges(metrics, platform);
      const raw = feed ? null : openRawSpool(context, `venue.${platform}`);
      const source = feed ? feed(context) : openFeed(platform, context, raw?.tap ?? null);

      await source.start({
        price(update) {
          bus.publish(prices, update);
          books.put(update);
        },
        print: (print) => bus.publish(prints, print),
        market: (market) => markets.put(market),
        refused({ kind, message }) {
          refusals.inc({ platform, kind });
          log.debug({ kind, message }, 'input refused');
        },
      });
      log.info({ books: source.health().books }, 'venue followed');

      let silent = false;
      const cancelCheck = clock.every(CHECK_MS, () => {
        const { lastDataAt, books: followed } = source.health();
        const quietMs = lastDataAt === null ? 0 : clock.now() - lastDataAt;
        const before = silent;
        silent = followed > 0 && quietMs >= STALE_ALERT_MS;
        if (silent && !before) {
          context.alert({
            tier: 'important',
            kind: 'feed.stale',
            dedupeKey: `feed.stale:${platform}`,
            title: `${platform} has been silent for ${Math.round(quietMs / 1_000)} s`,
          });
        }
      });

      const cancelFlush = clock.every(FLUSH_MS, () => void books.flush());

      return {
        details() {
          const {
            connected,
            books: followed,
            brokenBooks,
            frames,
            refused,
            reconnects,
            resyncs,
            lastDataAt,
            latencyMs,
          } = source.health();
          return {
            connected,
            books: followed,
            brokenBooks,
            frames,
            refused,
            reconnects,
            resyncs,
            ...(connected && lastDataAt !== null ? { aliveAt: lastDataAt } : {}),
            ...(latencyMs === null ? {} : { latencyMs }),
            ...raw?.details(),
          };
        },
        measure: () => gauges.show(source.health()),
        async stop() {
          cancelCheck();
          cancelFlush();
          await source.stop();
          await markets.idle();
          await raw?.close();
        },
      };
    },
  };
}
