import type { FeedLog } from '@pm-arbitrage/adapters/transport/feed-log.js';
import { KalshiFeed } from '@pm-arbitrage/adapters/venues/kalshi/kalshi-feed.js';
import { PolymarketFeed } from '@pm-arbitrage/adapters/venues/polymarket/polymarket-feed.js';
import type { Platform } from '@pm-arbitrage/core/domain/platform.js';
import type { MarketDataFeed } from '@pm-arbitrage/core/ports/market-data.js';
import type { RawTap } from '@pm-arbitrage/core/ports/raw-tap.js';
import type { AgentContext } from '@pm-arbitrage/core/runtime/agent.js';
import { kalshiCredentials } from './kalshi-credentials.js';

/** The real feed of a venue, as configured. */
export function openFeed(platform: Platform, context: AgentContext, raw: RawTap | null): MarketDataFeed {
  const { clock, config, random } = context;
  const log: FeedLog = (level, message, data) => context.log[level](data ?? {}, message);
  const shared = {
    clock,
    random,
    log,
    depth: config.trading.bookDepth,
    // Epochs must grow across restarts too: nobody interrupts a stream every second.
    firstEpoch: Math.floor(clock.now() / 1_000),
    ...(raw ? { raw } : {}),
  };
  if (platform === 'kalshi') {
    const { restUrl, wsUrl, series, listingRefreshMs, pollMs } = config.venues.kalshi;
    return new KalshiFeed({
      ...shared,
      endpoints: { rest: restUrl, socket: wsUrl },
      credentials: kalshiCredentials(config.venues.kalshi),
      ...(series.length > 0 ? { series } : {}),
      listingRefreshMs,
      bookPollMs: pollMs,
    });
  }
  const { gammaUrl, clobUrl, dataUrl, wsUrl, listingRefreshMs, resolutionPollMs } = config.venues.polymarket;
  return new PolymarketFeed({
    ...shared,
    endpoints: { gamma: gammaUrl, clob: clobUrl, data: dataUrl, socket: wsUrl },
    listingRefreshMs,
    resolutionPollMs,
  });
}
