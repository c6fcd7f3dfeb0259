import { readFileSync } from 'node:fs';
import type { FeedLog } from '@pm-arbitrage/adapters/venues/feed/feed-log.js';
import { KalshiFeed } from '@pm-arbitrage/adapters/venues/kalshi/kalshi-feed.js';
import { PolymarketFeed } from '@pm-arbitrage/adapters/venues/polymarket/polymarket-feed.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import type { Platform } from '@pm-arbitrage/core/domain/platform.js';
import type { MarketDataFeed } from '@pm-arbitrage/core/ports/market-data.js';
import type { AgentContext } from '@pm-arbitrage/core/runtime/agent.js';

/** The real feed of a venue, as configured. */
export function openFeed(platform: Platform, context: AgentContext): MarketDataFeed {
  const { clock, config, random } = context;
  const log: FeedLog = (level, message, data) => context.log[level](data ?? {}, message);
  const shared = {
    clock,
    random,
    log,
    depth: config.trading.bookDepth,
    // Epochs must grow across restarts too: nobody interrupts a stream every second.
    firstEpoch: Math.floor(clock.now() / 1_000),
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

function kalshiCredentials(kalshi: Config['venues']['kalshi']): { keyId: string; privateKey: string } | null {
  const { apiKeyId, privateKey, privateKeyPath } = kalshi;
  if (apiKeyId === null) return null;
  const pem = privateKey ?? (privateKeyPath === null ? null : readFileSync(privateKeyPath, 'utf8'));
  return pem === null ? null : { keyId: apiKeyId, privateKey: pem };
}
