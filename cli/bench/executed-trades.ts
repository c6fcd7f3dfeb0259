import type { Queries } from '@pm-arbitrage/core/db/database.js';
import { fills, intents, tradeLegs, trades } from '@pm-arbitrage/core/db/schema/schema.js';
import { eq } from 'drizzle-orm';

/** How a trade of which at least one order was filled was executed. Money in micro-dollars. */
export interface ExecutedTrade {
  readonly id: string;
  readonly state: string;
  /** The most that the guardian let it cost, fees included. */
  readonly maxCost: number;
  /** Paid for everything it bought less what selling brought back, fees included. */
  readonly paid: number;
  /** Every leg holds, or held until it was paid, what was approved. */
  readonly whole: boolean;
  /** It needed an order beyond its legs, or was left with legs that differ. */
  readonly everOneSided: boolean;
  /**
   * From the approval to the second acknowledgement, ms: `tick_at + tick_to_trade_ms − requested_at`, since the guardian
   * writes the time of its approval as `requested_at`, and the executor measures `tick_to_trade_ms` when both orders
   * are answered. Null for one that was taken up by a later life.
   */
  readonly approvedToAcknowledgedMs: number | null;
  /** From the approval until its fills were final, ms: `executed_at − requested_at`. */
  readonly approvedToFinalMs: number | null;
}

/** Every trade that bought something, oldest first. */
export async function readExecutedTrades(queries: Queries): Promise<readonly ExecutedTrade[]> {
  const executed: ExecutedTrade[] = [];
  for (const trade of await queries.select().from(trades).orderBy(trades.requestedAt)) {
    const all = await queries.select().from(fills).where(eq(fills.tradeId, trade.id));
    const standing = all.filter(({ finality }) => finality !== 'undone');
    if (standing.length === 0) continue;
    const legs = await queries.select().from(tradeLegs).where(eq(tradeLegs.tradeId, trade.id));
    const purposes = await queries
      .select({ purpose: intents.purpose })
      .from(intents)
      .where(eq(intents.tradeId, trade.id));
    const { executedAt, id, maxCost, quantity, requestedAt, state, tickAt, tickToTradeMs } = trade;
    const even = legs.every(({ filled }) => filled === legs[0]?.filled);
    executed.push({
      id,
      state,
      maxCost,
      paid: standing.reduce(
        (sum, { action, fee, notional }) => sum + fee + (action === 'buy' ? notional : -notional),
        0,
      ),
      whole: legs.every(({ filled }) => filled === quantity),
      everOneSided: !even || state === 'naked' || purposes.some(({ purpose }) => purpose !== 'leg'),
      approvedToAcknowledgedMs: tickToTradeMs === null ? null : tickAt + tickToTradeMs - requestedAt,
      approvedToFinalMs: executedAt === null ? null : executedAt - requestedAt,
    });
  }
  return executed;
}
