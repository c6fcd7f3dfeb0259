import type { AgentContext } from '@pm-arbitrage/core/runtime/agent.js';
import type { BookCache } from './feed/book-cache.js';
import type { HeartbeatBook } from './feed/heartbeat-book.js';
import type { MarketCache } from './feed/market-cache.js';

/** What everything that reads is given. */
export type DashboardParts = Pick<
  AgentContext,
  'clock' | 'config' | 'database' | 'halt' | 'haltFile' | 'hot' | 'ids' | 'log' | 'outbox'
> & {
  readonly markets: MarketCache;
  readonly books: BookCache;
  readonly beats: HeartbeatBook;
};
