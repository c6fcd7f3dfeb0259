import { fills, trades } from '@pm-arbitrage/core/db/schema/schema.js';
import { formatUsd, QUANTITY_SCALE, usd, USD_SCALE } from '@pm-arbitrage/core/money/money.js';
import type { Services } from '@pm-arbitrage/core/runtime/services.js';
import type { WeekWorld } from '@pm-arbitrage/simulator/weeks/week-world.js';
import { eq } from 'drizzle-orm';

/**
 * What every strategy earned if each contract it traded is counted at what it was truly worth at that moment, fees in: its
 * P&L without the luck of how markets ended. Dollars as decimal text.
 */
export async function trueEdge(
  { database }: Pick<Services, 'database'>,
  { markets }: WeekWorld,
): Promise<Readonly<Record<string, string>>> {
  const known = new Map(markets.map((market) => [market.market.id, market]));
  const rows = await database.queries
    .select({ fill: fills, strategy: trades.strategy })
    .from(fills)
    .innerJoin(trades, eq(trades.id, fills.tradeId));
  const edges = new Map<string, number>();
  for (const { fill, strategy } of rows) {
    const market = known.get(fill.market);
    if (market === undefined) continue;
    // The books of a moment were quoted on the second before it.
    const yes = market.fairAt(Math.floor(fill.at / 1_000) * 1_000);
    const worth = (fill.quantity / QUANTITY_SCALE) * (fill.side === 'yes' ? yes : 1 - yes) * USD_SCALE;
    const gained = fill.action === 'buy' ? worth - fill.notional : fill.notional - worth;
    edges.set(strategy, (edges.get(strategy) ?? 0) + gained - fill.fee);
  }
  return Object.fromEntries([...edges].sort().map(([strategy, edge]) => [strategy, formatUsd(usd(Math.round(edge)))]));
}
