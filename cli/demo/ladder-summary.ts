import type { Queries } from '@pm-arbitrage/core/db/database.js';
import { loadLadders } from '@pm-arbitrage/core/db/load-ladders.js';
import { tradeLegs, trades } from '@pm-arbitrage/core/db/schema/schema.js';
import type { LedgerMode } from '@pm-arbitrage/core/db/schema/trading.js';
import { listedLadders } from '@pm-arbitrage/simulator/world/listed-ladders.js';
import type { World } from '@pm-arbitrage/simulator/world/world.js';
import { and, eq, gte, inArray } from 'drizzle-orm';

/** What became of the ladders that the simulated venues listed in a run. */
export interface LadderSummary {
  readonly listed: number;
  /** Those that trade when the run ends: a ladder whose markets have ended is none any more. */
  readonly open: number;
  /** Of the open ones, those whose markets were all found to read one variable. */
  readonly found: number;
  /** Ladders among whose own markets at least one trade was approved. */
  readonly traded: number;
  /** Trades of implications and partitions, over both venues too, that were approved. */
  readonly trades: number;
}

/** Compares what the database says of ladders with what the world lists. Times in Unix ms. */
export async function ladderSummary(
  queries: Queries,
  world: World,
  { from, to, mode }: { readonly from: number; readonly to: number; readonly mode: LedgerMode },
): Promise<LadderSummary> {
  const listed = listedLadders(world, from, to);
  const open = listedLadders(world, to - 1, to);
  const told = (await loadLadders(queries)).map(({ rungs }) => new Set<string>(rungs.map(({ market }) => market)));
  const legs = await queries
    .select({ trade: trades.id, market: tradeLegs.market })
    .from(trades)
    .innerJoin(tradeLegs, eq(tradeLegs.tradeId, trades.id))
    .where(
      and(eq(trades.mode, mode), inArray(trades.kind, ['implication', 'partition']), gte(trades.requestedAt, from)),
    );
  const byTrade = new Map<string, string[]>();
  for (const { trade, market } of legs) byTrade.set(trade, [...(byTrade.get(trade) ?? []), market]);
  const bought = [...byTrade.values()];
  const isWithin = (markets: readonly string[], whole: ReadonlySet<string>) => markets.every((id) => whole.has(id));
  return {
    listed: listed.length,
    open: open.length,
    found: open.filter((markets) => told.some((rungs) => isWithin(markets, rungs))).length,
    traded: listed.filter((markets) => bought.some((own) => isWithin(own, new Set(markets)))).length,
    trades: bought.length,
  };
}
