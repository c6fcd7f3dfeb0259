import { desc, eq } from 'drizzle-orm';
import { latestAllocation } from '../allocations/latest-allocation.js';
import type { Database, Queries } from '../db/database.js';
import { allocationOrders, trades } from '../db/schema/schema.js';
import type { LedgerMode } from '../db/schema/trading.js';
import type { AllocationState, AllocationTable, Pause } from '../domain/allocation.js';
import type { AllocationOrder } from '../domain/allocation-order.js';
import type { StrategyScore } from '../domain/strategy-score.js';
import { sumUsd, type Usd, ZERO_USD } from '../money/money.js';
import { deflatedSharpe } from '../performance/deflated-sharpe.js';
import { measurePerformance, type Performance } from '../performance/measure-performance.js';
import { momentsOf } from '../performance/moments.js';
import { DAY_MS, utcDayOf } from '../performance/utc-day.js';
import { closedWithin, strategyDays } from './strategy-days.js';

/* What capital follows, as plain rows. Read by the CLI, the control API, the dashboard. */

/** A strategy on the leaderboard. Measures are of the days asked for that are over; null: too little to measure. */
export interface LeaderboardRow {
  readonly strategy: string;
  /** By the last reallocation; 1 is best, null without a score or without an allocation. */
  readonly rank: number | null;
  /** `none`: it has no allocation any more. */
  readonly state: AllocationState | 'none';
  readonly paused: Pause | null;
  /** What the last reallocation gave it its capital for. */
  readonly score: StrategyScore | null;
  readonly weight: number;
  readonly capital: Usd;
  /** Capital of the last day that is over; null: it had no allocation. */
  readonly before: Usd | null;
  readonly reason: string;
  readonly measures: Performance;
  /** Probability that it is better than the best of so many worthless strategies. */
  readonly deflatedSharpe: number | null;
  readonly fees: Usd;
  /** Of the running day, which no measure counts yet. */
  readonly today: Usd;
  /** Unix ms. */
  readonly lastClosedAt: number | null;
}

/**
 * Every strategy that is allocated to, or closed a trade in these days: best first, as the last reallocation ranked them.
 * @param days that are over, counted back from the running one
 */
export const leaderboard = (
  database: Database,
  mode: LedgerMode,
  { now, days }: { readonly now: number; readonly days: number },
): Promise<readonly LeaderboardRow[]> =>
  database.snapshot(async (queries) => {
    const today = utcDayOf(now);
    const from = today - days * DAY_MS;
    const table = await latestAllocation(queries, mode);
    const marks = await strategyDays(queries, mode, { from, to: today + DAY_MS });
    const closed = await queries
      .select({ strategy: trades.strategy, pnl: trades.pnl, fees: trades.fees, at: trades.settledAt })
      .from(trades)
      .where(closedWithin(mode, { from, to: today + DAY_MS }));
    const names = new Set([...(table?.entries ?? []).map(({ strategy }) => strategy), ...marks.keys()]);
    const rows = [...names].map((strategy): LeaderboardRow => {
      const entry = table?.entries.find((one) => one.strategy === strategy);
      const over = (marks.get(strategy) ?? []).filter(({ day }) => day < today);
      const own = closed.filter((trade) => trade.strategy === strategy);
      const counted = own.filter(({ at }) => (at ?? 0) < today);
      return {
        strategy,
        rank: entry?.rank ?? null,
        state: entry?.state ?? 'none',
        paused: entry?.paused ?? null,
        score: entry?.score ?? null,
        weight: entry?.weight ?? 0,
        capital: entry?.capital ?? ZERO_USD,
        before: over.find(({ day }) => day === today - DAY_MS)?.capital ?? null,
        reason: entry?.reason ?? '',
        measures: measurePerformance(
          over,
          counted.map(({ pnl }) => pnl),
        ),
        deflatedSharpe: null,
        fees: sumUsd(counted.map(({ fees }) => fees)),
        today: sumUsd(own.filter(({ at }) => (at ?? 0) >= today).map(({ pnl }) => pnl)),
        lastClosedAt: own.reduce<number | null>(
          (newest, { at }) => (at === null ? newest : Math.max(newest ?? 0, at)),
          null,
        ),
      };
    });
    return withDeflated(rows).toSorted(inOrder);
  });

/** Ranked, then unranked, then paused, then gone; by capital and by name where that leaves it open. */
function inOrder(a: LeaderboardRow, b: LeaderboardRow): number {
  const standing = ({ rank, state }: LeaderboardRow) =>
    rank ?? { active: 1e6, newcomer: 1e6, halved: 1e6, paused: 2e6, none: 3e6 }[state];
  return standing(a) - standing(b) || b.capital - a.capital || (a.strategy < b.strategy ? -1 : 1);
}

/** The strategies are the trials: who is measured at all was tried. */
function withDeflated(rows: readonly LeaderboardRow[]): readonly LeaderboardRow[] {
  const sharpes = rows.flatMap(({ measures }) => (measures.sharpe === null ? [] : [measures.sharpe]));
  const variance = (momentsOf(sharpes).deviation ?? 0) ** 2;
  return rows.map((row) => {
    const { sharpe, skewness, kurtosis, days: count } = row.measures;
    if (sharpe === null || skewness === null || kurtosis === null) return row;
    return {
      ...row,
      deflatedSharpe: deflatedSharpe({ sharpe, skewness, kurtosis, count }, sharpes.length, variance),
    };
  });
}

/** What a person ordered of the allocator, and what came of it. */
export interface AllocationOrderRow {
  readonly sequence: number;
  readonly order: AllocationOrder;
  /** Unix ms. */
  readonly at: number;
  /** Unix ms; null while the allocator has not taken it up. */
  readonly handledAt: number | null;
}

export interface AllocationReport {
  readonly mode: LedgerMode;
  /** In force; null before the first. */
  readonly table: AllocationTable | null;
  /** The newest orders of persons, newest first. */
  readonly orders: readonly AllocationOrderRow[];
}

const NEWEST_ORDERS = 20;

/** The allocation in force, and what persons ordered of late. */
export async function allocationReport(queries: Queries, mode: LedgerMode): Promise<AllocationReport> {
  const { sequence, order, at, handledAt } = allocationOrders;
  const orders = await queries
    .select({ sequence, order, at, handledAt })
    .from(allocationOrders)
    .where(eq(allocationOrders.mode, mode))
    .orderBy(desc(sequence))
    .limit(NEWEST_ORDERS);
  return { mode, table: await latestAllocation(queries, mode), orders };
}
