import { asc, eq } from 'drizzle-orm';
import type { Queries } from '../db/database.js';
import type { Opportunity } from '../domain/opportunity.js';
import { approvals, fills, intents, ledger, opportunities, orders, tradeLegs, trades } from '../db/schema/schema.js';

/** Everything on record of one trade, each list in the order of time. */
export interface TradeHistory {
  readonly trade: typeof trades.$inferSelect;
  readonly legs: readonly (typeof tradeLegs.$inferSelect)[];
  /** Null where it was not kept. */
  readonly opportunity: Opportunity | null;
  readonly approval: typeof approvals.$inferSelect | null;
  readonly intents: readonly (typeof intents.$inferSelect)[];
  readonly orders: readonly (typeof orders.$inferSelect)[];
  readonly fills: readonly (typeof fills.$inferSelect)[];
  readonly postings: readonly (typeof ledger.$inferSelect)[];
}

/** Null for an id that is no trade's. */
export async function tradeHistory(queries: Queries, id: string): Promise<TradeHistory | null> {
  const [trade] = await queries.select().from(trades).where(eq(trades.id, id));
  if (!trade) return null;
  const [opportunity] = await queries.select().from(opportunities).where(eq(opportunities.id, trade.opportunityId));
  const [approval] = await queries.select().from(approvals).where(eq(approvals.tradeId, id));
  return {
    trade,
    legs: await queries.select().from(tradeLegs).where(eq(tradeLegs.tradeId, id)).orderBy(asc(tradeLegs.legIndex)),
    opportunity: opportunity?.opportunity ?? null,
    approval: approval ?? null,
    intents: await queries.select().from(intents).where(eq(intents.tradeId, id)).orderBy(asc(intents.createdAt)),
    orders: await queries.select().from(orders).where(eq(orders.tradeId, id)).orderBy(asc(orders.updatedAt)),
    fills: await queries.select().from(fills).where(eq(fills.tradeId, id)).orderBy(asc(fills.at)),
    postings: await queries.select().from(ledger).where(eq(ledger.tradeId, id)).orderBy(asc(ledger.id)),
  };
}
