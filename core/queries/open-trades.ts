import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Queries } from '../db/database.js';
import { intents, orders, tradeLegs, trades } from '../db/schema/schema.js';
import type { LedgerMode } from '../db/schema/trading.js';
import { tradeStates } from '../domain/trade.js';
import { holdsPosition, reservesCapital } from '../domain/trade-states.js';

export type TradeRecord = typeof trades.$inferSelect;
export type LegRecord = typeof tradeLegs.$inferSelect;

/** A trade that may spend money or holds contracts, with its legs in their order. */
export interface OpenTrade {
  readonly trade: TradeRecord;
  readonly legs: readonly LegRecord[];
}

const openStates = tradeStates.filter((state) => reservesCapital(state) || holdsPosition(state));

/** Every trade that is not over, oldest first. */
export async function openTrades(queries: Queries, mode: LedgerMode): Promise<readonly OpenTrade[]> {
  const rows = await queries
    .select({ trade: trades, leg: tradeLegs })
    .from(trades)
    .innerJoin(tradeLegs, eq(tradeLegs.tradeId, trades.id))
    .where(and(eq(trades.mode, mode), inArray(trades.state, openStates)))
    .orderBy(asc(trades.requestedAt), asc(trades.id), asc(tradeLegs.legIndex));
  const byId = new Map<string, { trade: TradeRecord; legs: LegRecord[] }>();
  for (const { trade, leg } of rows) {
    const known = byId.get(trade.id);
    if (known) known.legs.push(leg);
    else byId.set(trade.id, { trade, legs: [leg] });
  }
  return [...byId.values()];
}

/** An order with what was sent. */
export interface SentOrder {
  readonly order: typeof orders.$inferSelect;
  readonly intent: typeof intents.$inferSelect;
}

/** Orders of which nobody knows whether the venue has them, with what was sent, oldest first. */
export async function ordersInDoubt(queries: Queries, mode: LedgerMode): Promise<readonly SentOrder[]> {
  return queries
    .select({ order: orders, intent: intents })
    .from(orders)
    .innerJoin(intents, eq(intents.clientOrderId, orders.clientOrderId))
    .innerJoin(trades, eq(trades.id, orders.tradeId))
    .where(and(eq(trades.mode, mode), eq(orders.state, 'in-doubt')))
    .orderBy(asc(orders.updatedAt));
}
