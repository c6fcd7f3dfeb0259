import { inArray } from 'drizzle-orm';
import type { Queries } from '../db/database.js';
import { markets } from '../db/schema/schema.js';
import type { Market } from '../domain/market.js';
import type { MarketId } from '../domain/platform.js';

/** The markets with these ids, as far as they are listed. */
export async function listedMarkets(
  queries: Queries,
  ids: readonly MarketId[],
): Promise<ReadonlyMap<MarketId, Market>> {
  if (ids.length === 0) return new Map();
  const rows = await queries
    .select({ market: markets.market })
    .from(markets)
    .where(inArray(markets.id, [...new Set(ids)]));
  return new Map(rows.map(({ market }) => [market.id, market]));
}
