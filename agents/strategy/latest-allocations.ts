import type { Database } from '@pm-arbitrage/core/db/database.js';
import { allocations } from '@pm-arbitrage/core/db/schema/schema.js';
import type { AllocationTable } from '@pm-arbitrage/core/domain/allocation.js';
import { desc } from 'drizzle-orm';

/** The allocation in force, null before the first. */
export async function latestAllocations(database: Database): Promise<AllocationTable | null> {
  const rows = await database.queries.select().from(allocations).orderBy(desc(allocations.at)).limit(1);
  return rows[0]?.table ?? null;
}
