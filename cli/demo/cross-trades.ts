import { matchIdOf } from '@pm-arbitrage/agents/market-matcher/match-book.js';
import type { Queries } from '@pm-arbitrage/core/db/database.js';
import { tradeLegs, trades } from '@pm-arbitrage/core/db/schema/schema.js';
import type { LedgerMode } from '@pm-arbitrage/core/db/schema/trading.js';
import { and, eq, gte } from 'drizzle-orm';

/** A trade that takes a market of each venue for the same bet; those of ladders bind markets that are not. */
export interface CrossTrade {
  /** Ids, as of matches, of every pair of markets of both venues among its legs. */
  readonly pairs: readonly string[];
  /** Unix ms. */
  readonly requestedAt: number;
}

/** Every such trade that was approved since a Unix time in ms, whatever became of it. */
export async function crossTrades(queries: Queries, mode: LedgerMode, from: number): Promise<readonly CrossTrade[]> {
  const legs = await queries
    .select({ id: trades.id, requestedAt: trades.requestedAt, market: tradeLegs.market, platform: tradeLegs.platform })
    .from(trades)
    .innerJoin(tradeLegs, eq(tradeLegs.tradeId, trades.id))
    .where(and(eq(trades.mode, mode), eq(trades.kind, 'cross-venue'), gte(trades.requestedAt, from)));
  const byTrade = new Map<string, typeof legs>();
  for (const leg of legs) byTrade.set(leg.id, [...(byTrade.get(leg.id) ?? []), leg]);
  return [...byTrade.values()].flatMap((own) => {
    const there = own.filter(({ platform }) => platform === 'polymarket');
    const pairs = own.flatMap(({ platform, market }) =>
      platform === 'kalshi' ? there.map((other) => matchIdOf({ kalshi: market, polymarket: other.market })) : [],
    );
    return pairs.length === 0 ? [] : [{ pairs, requestedAt: own[0]?.requestedAt ?? from }];
  });
}
