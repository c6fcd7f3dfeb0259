import { and, eq, gte, inArray, sql } from 'drizzle-orm';
import type { Queries } from '../db/database.js';
import { trades } from '../db/schema/schema.js';
import type { LedgerMode } from '../db/schema/trading.js';
import { tradeStates } from '../domain/trade.js';
import { isFinal } from '../domain/trade-states.js';
import { type Usd, usd } from '../money/money.js';

const closed = tradeStates.filter(isFinal);

/** What a strategy's trades made that were closed in a span. */
export interface StrategyProfit {
  readonly strategy: string;
  readonly trades: number;
  readonly pnl: Usd;
  readonly fees: Usd;
}

/** Strategies by what their trades made that cost something and were closed since `from` (Unix ms), best first. */
export async function strategyProfits(
  queries: Queries,
  mode: LedgerMode,
  from: number,
): Promise<readonly StrategyProfit[]> {
  const rows = await queries
    .select({
      strategy: trades.strategy,
      trades: sql<string>`count(*)`,
      pnl: sql<string>`sum(${trades.pnl})`,
      fees: sql<string>`sum(${trades.fees})`,
    })
    .from(trades)
    .where(
      and(eq(trades.mode, mode), inArray(trades.state, closed), gte(trades.updatedAt, from), sql`${trades.cost} > 0`),
    )
    .groupBy(trades.strategy)
    .orderBy(sql`sum(${trades.pnl}) desc`, trades.strategy);
  return rows.map((row) => ({
    strategy: row.strategy,
    trades: Number(row.trades),
    pnl: usd(Number(row.pnl)),
    fees: usd(Number(row.fees)),
  }));
}
