import type { Database } from '@pm-arbitrage/core/db/database.js';
import { markets as marketsTable } from '@pm-arbitrage/core/db/schema/schema.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { marketRow } from '@pm-arbitrage/core/markets/market-row.js';

/** Makes the markets of a run known, as the venue watchers do. */
export async function recordMarkets(database: Database, markets: readonly Market[]): Promise<void> {
  await database.queries.insert(marketsTable).values(markets.map(marketRow));
}
