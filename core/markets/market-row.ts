import type { markets } from '../db/schema/schema.js';
import type { Market } from '../domain/market.js';

/** A market as the `markets` table holds it: whole, with the columns that are searched beside it. */
export const marketRow = (market: Market): typeof markets.$inferInsert => ({
  id: market.id,
  platform: market.platform,
  event: market.event.id,
  title: market.title,
  status: market.status,
  closeTime: market.closeTime,
  yesPayout: market.yesPayout,
  market,
  updatedAt: market.updatedAt,
});
