import { and, asc, eq, gte, inArray, lt } from 'drizzle-orm';
import type { Queries } from '../db/database.js';
import { approvals, fills, intents, ledger, opportunities, orders, tradeLegs, trades } from '../db/schema/schema.js';
import type { LedgerMode } from '../db/schema/trading.js';
import type { TradeHistory } from './trade-history.js';

/** Trades of one question. */
const CHUNK = 500;

/** Rows by the trade that they belong to. */
function byTrade<R>(rows: readonly R[], idOf: (row: R) => string | null): ReadonlyMap<string, readonly R[]> {
  const found = new Map<string, R[]>();
  for (const row of rows) {
    const id = idOf(row);
    if (id === null) continue;
    const own = found.get(id);
    if (own === undefined) found.set(id, [row]);
    else own.push(row);
  }
  return found;
}

/** Everything on record of every trade that was requested in a span, oldest first. Times in Unix ms; `to` is exclusive. */
export async function tradeHistories(
  queries: Queries,
  mode: LedgerMode,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<readonly TradeHistory[]> {
  const all = await queries
    .select()
    .from(trades)
    .where(and(eq(trades.mode, mode), gte(trades.requestedAt, from), lt(trades.requestedAt, to)))
    .orderBy(asc(trades.requestedAt), asc(trades.id));
  const histories: TradeHistory[] = [];
  for (let start = 0; start < all.length; start += CHUNK) {
    const chunk = all.slice(start, start + CHUNK);
    const ids = chunk.map(({ id }) => id);
    const found = await queries
      .select({ id: opportunities.id, opportunity: opportunities.opportunity })
      .from(opportunities)
      .where(inArray(opportunities.id, [...new Set(chunk.map(({ opportunityId }) => opportunityId))]));
    const opportunityOf = new Map(found.map(({ id, opportunity }) => [id, opportunity]));
    const legs = byTrade(
      await queries.select().from(tradeLegs).where(inArray(tradeLegs.tradeId, ids)).orderBy(asc(tradeLegs.legIndex)),
      ({ tradeId }) => tradeId,
    );
    const signed = byTrade(
      await queries.select().from(approvals).where(inArray(approvals.tradeId, ids)),
      (row) => row.tradeId,
    );
    const intended = byTrade(
      await queries.select().from(intents).where(inArray(intents.tradeId, ids)).orderBy(asc(intents.createdAt)),
      ({ tradeId }) => tradeId,
    );
    const ordered = byTrade(
      await queries.select().from(orders).where(inArray(orders.tradeId, ids)).orderBy(asc(orders.updatedAt)),
      ({ tradeId }) => tradeId,
    );
    const filled = byTrade(
      await queries.select().from(fills).where(inArray(fills.tradeId, ids)).orderBy(asc(fills.at)),
      ({ tradeId }) => tradeId,
    );
    const posted = byTrade(
      await queries.select().from(ledger).where(inArray(ledger.tradeId, ids)).orderBy(asc(ledger.id)),
      ({ tradeId }) => tradeId,
    );
    for (const trade of chunk) {
      histories.push({
        trade,
        legs: legs.get(trade.id) ?? [],
        opportunity: opportunityOf.get(trade.opportunityId) ?? null,
        approval: signed.get(trade.id)?.[0] ?? null,
        intents: intended.get(trade.id) ?? [],
        orders: ordered.get(trade.id) ?? [],
        fills: filled.get(trade.id) ?? [],
        postings: posted.get(trade.id) ?? [],
      });
    }
  }
  return histories;
}
