import { PolledOracle, type PolledOracleSettings } from '../../polling/polled-oracle.js';
import { FeedsProtocol, type NewsFeed } from './feeds-protocol.js';

export interface FeedsOptions extends PolledOracleSettings {
  readonly feeds: readonly NewsFeed[];
  /** Least time between two looks at a feed, ms; a feed may ask for more. Default 60,000. */
  readonly leastMs?: number;
}

const LIMITS = [{ requests: 20, windowMs: 10_000 }];

/** Headlines from RSS and Atom feeds. */
export const openFeeds = (options: FeedsOptions): PolledOracle =>
  new PolledOracle({
    ...options,
    type: 'news',
    name: 'rss',
    dataSilenceMs: options.dataSilenceMs ?? 7_200_000,
    mostSymbols: 100,
    limits: LIMITS,
    keys: [],
    missing: options.feeds.length === 0 ? 'no feeds are set: name some in oracles.news.feeds' : null,
    protocol: (desk) => new FeedsProtocol(desk, options.feeds, options.leastMs ?? 60_000),
  });
