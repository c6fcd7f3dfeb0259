import type { Queries } from '../db/database.js';
import { allocations } from '../db/schema/schema.js';
import type { AllocationTable } from '../domain/allocation.js';

/** Puts an allocation in force. The message that reports it belongs into the same transaction. */
export async function storeAllocation(queries: Queries, table: AllocationTable): Promise<void> {
  const { id, mode, cause, at } = table;
  await queries.insert(allocations).values({ id, mode, cause, at, table });
}
