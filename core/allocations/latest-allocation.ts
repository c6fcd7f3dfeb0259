import { desc, eq } from 'drizzle-orm';
import type { Queries } from '../db/database.js';
import { allocations } from '../db/schema/schema.js';
import type { LedgerMode } from '../db/schema/trading.js';
import type { AllocationTable } from '../domain/allocation.js';

/** The allocation in force, null before the first. */
export async function latestAllocation(queries: Queries, mode: LedgerMode): Promise<AllocationTable | null> {
  const rows = await queries
    .select({ table: allocations.table })
    .from(allocations)
    .where(eq(allocations.mode, mode))
    .orderBy(desc(allocations.sequence))
    .limit(1);
  return rows[0]?.table ?? null;
}
