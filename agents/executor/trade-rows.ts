import type { Queries } from '@pm-arbitrage/core/db/database.js';
import { fills, intents, ledger, orders, tradeLegs, trades } from '@pm-arbitrage/core/db/schema/schema.js';
import {
  type Fill,
  type Finality,
  isOrderFinal,
  type OrderSpec,
  type OrderState,
  orderStates,
} from '@pm-arbitrage/core/domain/order.js';
import { type Quantity, type Usd, usd } from '@pm-arbitrage/core/money/money.js';
import { and, asc, eq, inArray, like, or, sql } from 'drizzle-orm';
import { LockRefused } from './lock-trade.js';

/* What the journal's tables say of one trade. */

export type TradeRow = typeof trades.$inferSelect;
export type LegRow = typeof tradeLegs.$inferSelect;
export type IntentRow = typeof intents.$inferSelect;

export async function tradeOf(queries: Queries, id: string): Promise<TradeRow> {
  const rows = await queries.select().from(trades).where(eq(trades.id, id)).for('update');
  const trade = rows[0];
  if (!trade) throw new LockRefused('executor.unknown-trade', `no trade ${id}; the guardian never committed it`);
  return trade;
}

/** An order whose fate is open, with the id its venue gave it where that is known. */
export interface OpenIntent {
  readonly spec: OrderSpec;
  readonly venueOrderId: string | null;
  readonly state: OrderState;
  /** As it was recorded last. */
  readonly filled: Quantity;
}

/**
 * A trade with those of its orders that are not certain yet, oldest first: they may not have been answered, or a fill of
 * theirs is not final. Null for a trade that was never committed.
 */
export async function tradeWithIntents(
  queries: Queries,
  id: string,
): Promise<{ trade: TradeRow; sent: readonly OpenIntent[] } | null> {
  const rows = await queries.select().from(trades).where(eq(trades.id, id));
  const trade = rows[0];
  if (!trade) return null;
  const provisional = queries
    .select({ id: fills.clientOrderId })
    .from(fills)
    .where(and(eq(fills.tradeId, id), eq(fills.finality, 'provisional')));
  const sent = await queries
    .select({ spec: intents.spec, venueOrderId: orders.venueOrderId, state: orders.state, filled: orders.filled })
    .from(intents)
    .innerJoin(orders, eq(orders.clientOrderId, intents.clientOrderId))
    .where(
      and(eq(intents.tradeId, id), or(inArray(orders.state, undecided), inArray(orders.clientOrderId, provisional))),
    )
    .orderBy(asc(intents.createdAt));
  return { trade, sent };
}

const undecided = orderStates.filter((state) => !isOrderFinal(state));

/** The trade that an order belongs to, and what is known of one fill of it; null when the order is not ours. */
export async function knownFill(
  queries: Queries,
  { clientOrderId, platform, fillId }: Pick<Fill, 'clientOrderId' | 'platform' | 'fillId'>,
): Promise<{ tradeId: string; finality: Finality | null } | null> {
  const rows = await queries
    .select({ tradeId: intents.tradeId, finality: fills.finality })
    .from(intents)
    .leftJoin(fills, and(eq(fills.platform, platform), eq(fills.fillId, fillId)))
    .where(eq(intents.clientOrderId, clientOrderId));
  return rows[0] ?? null;
}

export const legsOf = (queries: Queries, tradeId: string): Promise<LegRow[]> =>
  queries.select().from(tradeLegs).where(eq(tradeLegs.tradeId, tradeId)).orderBy(tradeLegs.legIndex);

/** Everything a trade brought and cost in cash: its profit, once nothing is held any more. */
export async function cashOf(queries: Queries, tradeId: string): Promise<Usd> {
  const rows = await queries
    .select({ total: sql<string | null>`sum(${ledger.amount})` })
    .from(ledger)
    .where(and(eq(ledger.tradeId, tradeId), like(ledger.account, 'cash:%')));
  return usd(Number(rows[0]?.total ?? 0));
}

export async function hasProvisionalFills(queries: Queries, tradeId: string): Promise<boolean> {
  const rows = await queries
    .select({ id: fills.fillId })
    .from(fills)
    .where(and(eq(fills.tradeId, tradeId), eq(fills.finality, 'provisional')))
    .limit(1);
  return rows.length > 0;
}
