import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Queries } from '../db/database.js';
import { opportunities, tradeLegs, trades } from '../db/schema/schema.js';
import type { LedgerMode } from '../db/schema/trading.js';
import { tradeStates } from '../domain/trade.js';
import { isFinal } from '../domain/trade-states.js';
import { type Usd, usd } from '../money/money.js';

const closed = tradeStates.filter(isFinal);

/** What all closed trades of a strategy that cost something came to. */
export interface StrategyTotals {
  readonly strategy: string;
  readonly trades: number;
  /** Trades that made money. */
  readonly wins: number;
  readonly pnl: Usd;
  readonly fees: Usd;
  /** Sum of the gains of those that gained, and of the losses of those that lost (0 or more). */
  readonly gained: Usd;
  readonly lost: Usd;
  /** Unix ms. */
  readonly lastTradeAt: number;
}

export async function strategyTotals(queries: Queries, mode: LedgerMode): Promise<readonly StrategyTotals[]> {
  const { cost, fees, pnl, requestedAt, state, strategy } = trades;
  const rows = await queries
    .select({
      strategy,
      trades: sql<string>`count(*)`,
      wins: sql<string>`count(*) filter (where ${pnl} > 0)`,
      pnl: sql<string>`sum(${pnl})`,
      fees: sql<string>`sum(${fees})`,
      gained: sql<string | null>`sum(${pnl}) filter (where ${pnl} > 0)`,
      lost: sql<string | null>`-sum(${pnl}) filter (where ${pnl} < 0)`,
      lastTradeAt: sql<string>`max(${requestedAt})`,
    })
    .from(trades)
    .where(and(eq(trades.mode, mode), inArray(state, closed), sql`${cost} > 0`))
    .groupBy(strategy);
  const money = (text: string | null) => usd(Number(text ?? 0));
  return rows.map((row) => ({
    strategy: row.strategy,
    trades: Number(row.trades),
    wins: Number(row.wins),
    pnl: money(row.pnl),
    fees: money(row.fees),
    gained: money(row.gained),
    lost: money(row.lost),
    lastTradeAt: Number(row.lastTradeAt),
  }));
}

/** A probability that a strategy traded on, and what came of the contract. */
export interface ForecastOutcome {
  readonly strategy: string;
  readonly probability: number;
  readonly happened: boolean;
}

/** What became of settled trades of one contract that rested on a fair value, newest `limit`. */
export async function forecastOutcomes(
  queries: Queries,
  mode: LedgerMode,
  limit: number,
): Promise<readonly ForecastOutcome[]> {
  const probability = sql<string | null>`${opportunities.opportunity} -> 'fair' ->> 'probability'`;
  const rows = await queries
    .select({ strategy: trades.strategy, probability, payout: tradeLegs.payout, filled: tradeLegs.filled })
    .from(trades)
    .innerJoin(opportunities, eq(opportunities.id, trades.opportunityId))
    .innerJoin(tradeLegs, eq(tradeLegs.tradeId, trades.id))
    .where(
      and(
        eq(trades.mode, mode),
        eq(trades.state, 'settled'),
        inArray(trades.kind, ['fair-value', 'fair-quote']),
        sql`${tradeLegs.payout} is not null and ${tradeLegs.filled} > 0 and ${probability} is not null`,
      ),
    )
    .orderBy(sql`${trades.settledAt} desc`)
    .limit(limit);
  return rows.map(({ strategy, probability: text, payout, filled }) => ({
    strategy,
    probability: Number(text),
    // A whole contract pays a dollar: micro-dollars against micro-contracts. A void market pays something between.
    happened: Number(payout) * 2 > filled,
  }));
}
