import { and, eq, gte, inArray, or, like, sql } from 'drizzle-orm';
import type { Queries } from '../db/database.js';
import { ledger, trades } from '../db/schema/schema.js';
import type { LedgerMode } from '../db/schema/trading.js';
import { tradeStates } from '../domain/trade.js';
import { isFinal } from '../domain/trade-states.js';
import { type Usd, usd } from '../money/money.js';

const closed = tradeStates.filter(isFinal);

/** Sum of every ledger account, by name. */
export async function ledgerBalances(queries: Queries, mode: LedgerMode): Promise<ReadonlyMap<string, Usd>> {
  const rows = await queries
    .select({ account: ledger.account, total: sql<string>`sum(${ledger.amount})` })
    .from(ledger)
    .where(eq(ledger.mode, mode))
    .groupBy(ledger.account);
  return new Map(rows.map((row) => [row.account, usd(Number(row.total))]));
}

/** Profit less fees that was booked since `from` (Unix ms). */
export async function gainedSince(queries: Queries, mode: LedgerMode, from: number): Promise<Usd> {
  const rows = await queries
    .select({ total: sql<string | null>`-sum(${ledger.amount})` })
    .from(ledger)
    .where(
      and(
        eq(ledger.mode, mode),
        gte(ledger.at, from),
        or(like(ledger.account, 'pnl:%'), like(ledger.account, 'fees:%')),
      ),
    );
  return usd(Number(rows[0]?.total ?? 0));
}

export interface ClosedTotals {
  readonly pnl: Usd;
  readonly fees: Usd;
  /** Trades that cost something. */
  readonly trades: number;
}

/** What the trades made that were closed since each of the times (Unix ms), in their order. */
export async function closedSince(
  queries: Queries,
  mode: LedgerMode,
  times: readonly number[],
): Promise<readonly ClosedTotals[]> {
  const totals: ClosedTotals[] = [];
  for (const from of times) {
    const [row] = await queries
      .select({
        pnl: sql<string | null>`sum(${trades.pnl})`,
        fees: sql<string | null>`sum(${trades.fees})`,
        count: sql<string>`count(*) filter (where ${trades.cost} > 0)`,
      })
      .from(trades)
      .where(and(eq(trades.mode, mode), inArray(trades.state, closed), gte(trades.updatedAt, from)));
    totals.push({
      pnl: usd(Number(row?.pnl ?? 0)),
      fees: usd(Number(row?.fees ?? 0)),
      trades: Number(row?.count ?? 0),
    });
  }
  return totals;
}
