import type { Database } from '@pm-arbitrage/core/db/database.js';
import { markets as marketsTable } from '@pm-arbitrage/core/db/schema/schema.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';

/** Makes the markets of a run known, as the venue watchers do. */
export async function recordMarkets(database: Database, markets: readonly Market[]): Promise<void> {
  await database.queries.insert(marketsTable).values(
    markets.map((market) => ({
      id: market.id,
      platform: market.platform,
      event: market.event.id,
      title: market.title,
      status: market.status,
      closeTime: market.closeTime,
      yesPayout: market.yesPayout,
      market,
      updatedAt: market.updatedAt,
    })),
  );
}
