import type { Database } from '../db/database.js';
import type { LedgerMode } from '../db/schema/trading.js';
import type { AllocationTable } from '../domain/allocation.js';
import type { Usd } from '../money/money.js';
import type { ScoredDay } from '../performance/scored-day.js';
import { utcDayOf } from '../performance/utc-day.js';
import { strategyDays } from '../queries/strategy-days.js';
import { equity } from '../queries/trade-queries.js';
import { latestAllocation } from './latest-allocation.js';
import { type PendingOrder, pendingOrders } from './pending-orders.js';

/** All that an allocation is decided from, as of one moment; plain data, so that it can be sent and looked at. */
export interface AllocationInputs {
  readonly mode: LedgerMode;
  /** Unix ms. */
  readonly now: number;
  /** In force; null before the first. */
  readonly table: AllocationTable | null;
  readonly bankroll: Usd;
  /** Days that are over, by strategy, from when the oldest entry entered; none where nothing is to be ranked. */
  readonly days: Readonly<Record<string, readonly ScoredDay[]>>;
  readonly orders: readonly PendingOrder[];
}

/**
 * Reads what the next allocation is decided from. `now` in Unix ms.
 * @param ranking whether strategies are to be ranked although no midnight and no person asks for it
 */
export const allocationInputs = (
  database: Database,
  mode: LedgerMode,
  now: number,
  ranking = false,
): Promise<AllocationInputs> =>
  database.snapshot(async (queries) => {
    // One after the other: a snapshot is one connection.
    const table = await latestAllocation(queries, mode);
    const { equity: bankroll } = await equity(queries, mode);
    const orders = await pendingOrders(queries, mode);
    const today = utcDayOf(now);
    const ranked = ranking || (table?.day ?? today) < today || orders.some(({ order }) => order.kind === 'rebalance');
    const from = utcDayOf(Math.min(today, ...(table?.entries ?? []).map(({ since }) => since)));
    const days = ranked ? await strategyDays(queries, mode, { from, to: today }) : new Map();
    return { mode, now, table, bankroll, days: Object.fromEntries(days), orders };
  });
