import { and, desc, eq, gt, gte, inArray, sql } from 'drizzle-orm';
import type { Queries } from '../db/database.js';
import { fills, opportunities, positions, riskEvents, riskMarks, tradeLegs, trades } from '../db/schema/schema.js';
import type { LedgerMode } from '../db/schema/trading.js';
import { type TradeState, tradeStates } from '../domain/trade.js';
import { isFinal } from '../domain/trade-states.js';
import { formatPrice, formatQuantity, formatUsd, quantity, type Usd, usd } from '../money/money.js';

/* What people ask, as plain rows: money as decimal text, times in ISO. Read by the CLI, the control API, the dashboard. */

const iso = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString());
const money = (amount: number | string | null | undefined): string => formatUsd(usd(Number(amount ?? 0)));

/** The newest trades with their legs, newest first. */
export async function listTrades(queries: Queries, mode: LedgerMode, limit = 20) {
  const rows = await queries
    .select()
    .from(trades)
    .where(eq(trades.mode, mode))
    .orderBy(desc(trades.requestedAt))
    .limit(limit);
  const ids = rows.map((row) => row.id);
  const legs =
    ids.length === 0
      ? []
      : await queries.select().from(tradeLegs).where(inArray(tradeLegs.tradeId, ids)).orderBy(tradeLegs.legIndex);
  return rows.map((trade) => ({
    id: trade.id,
    strategy: trade.strategy,
    kind: trade.kind,
    state: trade.state,
    reason: trade.reason,
    sets: formatQuantity(trade.quantity),
    cost: formatUsd(trade.cost),
    fees: formatUsd(trade.fees),
    expectedProfit: formatUsd(trade.expectedProfit),
    payout: formatUsd(trade.payout),
    pnl: formatUsd(trade.pnl),
    tickToTradeMs: trade.tickToTradeMs,
    requestedAt: iso(trade.requestedAt),
    settledAt: iso(trade.settledAt),
    trace: trade.trace,
    legs: legs
      .filter((leg) => leg.tradeId === trade.id)
      .map((leg) => ({
        market: String(leg.market),
        side: leg.side,
        limit: formatPrice(leg.limitPrice),
        filled: formatQuantity(leg.filled),
        cost: formatUsd(leg.cost),
        fee: formatUsd(leg.fee),
        payout: leg.payout === null ? null : formatUsd(leg.payout),
      })),
  }));
}

/** Contracts held now. */
export async function listPositions(queries: Queries, mode: LedgerMode) {
  const rows = await queries
    .select()
    .from(positions)
    .where(and(eq(positions.mode, mode), gt(positions.quantity, quantity(0))))
    .orderBy(positions.market, positions.side);
  return rows.map((row) => ({
    market: String(row.market),
    side: row.side,
    quantity: formatQuantity(row.quantity),
    cost: formatUsd(row.cost),
    since: iso(row.updatedAt),
  }));
}

/** The newest opportunities, taken or not. */
export async function listOpportunities(queries: Queries, limit = 20) {
  const rows = await queries.select().from(opportunities).orderBy(desc(opportunities.detectedAt)).limit(limit);
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    sets: formatQuantity(row.quantity),
    cost: formatUsd(row.totalCost),
    profit: formatUsd(row.netProfit),
    roi: row.roi,
    suspicious: row.suspicious,
    legs: row.opportunity.legs.map((leg) => `${leg.side} ${leg.market} @${formatPrice(leg.limitPrice)}`),
    detectedAt: iso(row.detectedAt),
  }));
}

/** Realised profit in all, by strategy, of the last day and week; with what is at work. `now` in Unix ms. */
export async function profitAndLoss(queries: Queries, mode: LedgerMode, now: number) {
  const closed = tradeStates.filter(isFinal);
  const since = async (from: number) => {
    const rows = await queries
      .select({
        strategy: trades.strategy,
        pnl: sql<string>`sum(${trades.pnl})`,
        fees: sql<string>`sum(${trades.fees})`,
        trades: sql<string>`count(*)`,
      })
      .from(trades)
      .where(
        and(
          eq(trades.mode, mode),
          inArray(trades.state, closed),
          gte(trades.updatedAt, from),
          gt(trades.cost, usd(-1)),
        ),
      )
      .groupBy(trades.strategy);
    return rows;
  };
  const total = (rows: Awaited<ReturnType<typeof since>>) =>
    money(rows.reduce((sum, row) => sum + Number(row.pnl ?? 0), 0));
  const [all, week, day] = [await since(0), await since(now - 7 * 86_400_000), await since(now - 86_400_000)];
  const account = await equity(queries, mode);
  return {
    equity: formatUsd(account.equity),
    highWaterMark: formatUsd(account.highWaterMark),
    realised: { day: total(day), week: total(week), all: total(all) },
    byStrategy: Object.fromEntries(all.map((row) => [row.strategy, money(row.pnl)])),
    feesOfClosedTrades: money(all.reduce((sum, row) => sum + Number(row.fees ?? 0), 0)),
  };
}

/** Cash plus contracts at cost, less what is owed to trades that have paid in part; and the highest it has been. */
export async function equity(queries: Queries, mode: LedgerMode): Promise<{ equity: Usd; highWaterMark: Usd }> {
  const rows = await queries.execute<{ total: string | null }>(
    sql`select sum(amount)::text as total from ledger where mode = ${mode} and (account like 'cash:%' or account like 'contracts:%' or account = 'payouts')`,
  );
  const first = (rows as unknown as { rows: { total: string | null }[] }).rows[0];
  const now = usd(Number(first?.total ?? 0));
  const marks = await queries.select().from(riskMarks).where(eq(riskMarks.mode, mode));
  const mark = marks[0]?.highWaterMark ?? now;
  return { equity: now, highWaterMark: mark > now ? mark : now };
}

/** How many trades are in each state, since `from` (Unix ms). */
export async function countTrades(
  queries: Queries,
  mode: LedgerMode,
  from = 0,
): Promise<Partial<Record<TradeState, number>>> {
  const rows = await queries
    .select({ state: trades.state, count: sql<string>`count(*)` })
    .from(trades)
    .where(and(eq(trades.mode, mode), gte(trades.requestedAt, from)))
    .groupBy(trades.state);
  return Object.fromEntries(rows.map((row) => [row.state, Number(row.count)]));
}

/** Rejections by rule since `from` (Unix ms). */
export async function countRejections(queries: Queries, from = 0): Promise<Record<string, number>> {
  const rows = await queries
    .select({ rule: riskEvents.rule, count: sql<string>`count(*)` })
    .from(riskEvents)
    .where(and(eq(riskEvents.kind, 'rejection'), gte(riskEvents.at, from)))
    .groupBy(riskEvents.rule)
    .orderBy(riskEvents.rule);
  return Object.fromEntries(rows.map((row) => [row.rule, Number(row.count)]));
}

/** Number of fills and what they cost in fees, since `from` (Unix ms). */
export async function countFills(queries: Queries, from = 0): Promise<{ fills: number; fees: string }> {
  const rows = await queries
    .select({ count: sql<string>`count(*)`, fees: sql<string | null>`sum(${fills.fee})` })
    .from(fills)
    .where(gte(fills.at, from));
  return { fills: Number(rows[0]?.count ?? 0), fees: money(rows[0]?.fees) };
}

/** Tick-to-trade times in ms since `from` (Unix ms), ascending. */
export async function tickToTradeTimes(queries: Queries, mode: LedgerMode, from = 0): Promise<readonly number[]> {
  const rows = await queries
    .select({ ms: trades.tickToTradeMs })
    .from(trades)
    .where(and(eq(trades.mode, mode), gte(trades.requestedAt, from), sql`${trades.tickToTradeMs} is not null`))
    .orderBy(trades.tickToTradeMs);
  return rows.flatMap((row) => (row.ms === null ? [] : [row.ms]));
}
