import { and, desc, eq, ne } from 'drizzle-orm';
import type { Queries } from '../db/database.js';
import { allocations } from '../db/schema/schema.js';
import type { LedgerMode } from '../db/schema/trading.js';
import { latestAllocation } from '../allocations/latest-allocation.js';
import type { AllocationTable } from '../domain/allocation.js';

export interface NewestAllocations {
  /** In force; null before the first. */
  readonly current: AllocationTable | null;
  /** What was decided before the shares of the one in force were; tables that only scale decide nothing. */
  readonly before: AllocationTable | null;
}

export async function newestAllocations(queries: Queries, mode: LedgerMode): Promise<NewestAllocations> {
  const decided = await queries
    .select({ table: allocations.table })
    .from(allocations)
    .where(and(eq(allocations.mode, mode), ne(allocations.cause, 'bankroll')))
    .orderBy(desc(allocations.sequence))
    .limit(2);
  return { current: await latestAllocation(queries, mode), before: decided[1]?.table ?? null };
}
