import { PaperBroker } from '@pm-arbitrage/adapters/venues/paper/paper-broker.js';
import { latencyDraw } from '@pm-arbitrage/adapters/venues/paper/latency-draw.js';
import { type Platform, platforms } from '@pm-arbitrage/core/domain/platform.js';
import { depositPostings } from '@pm-arbitrage/core/ledger/postings.js';
import { post } from '@pm-arbitrage/core/ledger/post.js';
import type { MarketDirectory } from '@pm-arbitrage/core/markets/market-directory.js';
import type { AgentContext } from '@pm-arbitrage/core/runtime/agent.js';

/** The paper venues of every platform, their first deposits booked in the ledger. */
export async function openPaperVenues(
  context: Pick<AgentContext, 'clock' | 'config' | 'database' | 'random'>,
  markets: MarketDirectory,
): Promise<ReadonlyMap<Platform, PaperBroker>> {
  const { clock, config, database, random } = context;
  const { paperLatencyMs, paperLatencyP99Ms } = config.trading;
  const venues = new Map<Platform, PaperBroker>();
  for (const platform of platforms) {
    const broker = await PaperBroker.open({
      platform,
      database,
      clock,
      deposit: config.capital[platform],
      latencyMs: paperLatencyMs,
      ...(paperLatencyP99Ms > paperLatencyMs && paperLatencyMs > 0
        ? { drawLatencyMs: latencyDraw({ medianMs: paperLatencyMs, p99Ms: paperLatencyP99Ms }, random) }
        : {}),
      marketOf: (id) => markets.get(id),
    });
    venues.set(platform, broker);
    await post(database.queries, {
      mode: 'paper',
      entry: `deposit:${platform}`,
      tradeId: null,
      at: clock.now(),
      postings: depositPostings(platform, broker.deposited),
    });
  }
  return venues;
}
