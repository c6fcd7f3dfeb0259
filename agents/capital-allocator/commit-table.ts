import type { AllocationInputs } from '@pm-arbitrage/core/allocations/allocation-inputs.js';
import { latestAllocation } from '@pm-arbitrage/core/allocations/latest-allocation.js';
import { storeAllocation } from '@pm-arbitrage/core/allocations/store-allocation.js';
import { channels } from '@pm-arbitrage/core/bus/channels.js';
import type { Outbox } from '@pm-arbitrage/core/db/outbox.js';
import { allocationOrders, strategyPerformance } from '@pm-arbitrage/core/db/schema/schema.js';
import type { AllocationTable } from '@pm-arbitrage/core/domain/allocation.js';
import { inArray, sql } from 'drizzle-orm';
import { performanceRows } from './performance-rows.js';

/** One allocator of all processes on a database decides at a time. */
const LOCK = 7_263_002;

/**
 * Puts a table in force, with what it was decided from, the orders it takes up and the message that reports it, all or
 * nothing. @returns false when another table came in between: nothing is written, and it must be decided anew
 */
export const commitTable = (outbox: Outbox, inputs: AllocationInputs, table: AllocationTable): Promise<boolean> =>
  outbox.commit(async (queries, emit) => {
    await queries.execute(sql`select pg_advisory_xact_lock(${LOCK})`);
    const inForce = await latestAllocation(queries, table.mode);
    if ((inForce?.id ?? null) !== (inputs.table?.id ?? null)) return false;
    await storeAllocation(queries, table);
    const taken = inputs.orders.map(({ sequence }) => sequence);
    if (taken.length > 0) {
      await queries
        .update(allocationOrders)
        .set({ handledAt: table.at, allocation: table.id })
        .where(inArray(allocationOrders.sequence, taken));
    }
    for (const row of performanceRows(inputs, table)) {
      const insert = queries.insert(strategyPerformance).values(row);
      const { mode, strategy, day } = strategyPerformance;
      // What was decided on a day stays as it was, unless the same day is decided again.
      await (row.allocation === undefined
        ? insert.onConflictDoNothing()
        : insert.onConflictDoUpdate({ target: [mode, strategy, day], set: row }));
    }
    emit(channels.allocations, table);
    return true;
  });
