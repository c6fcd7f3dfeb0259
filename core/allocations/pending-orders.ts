import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Queries } from '../db/database.js';
import { allocationOrders } from '../db/schema/schema.js';
import type { LedgerMode } from '../db/schema/trading.js';
import type { AllocationOrder } from '../domain/allocation-order.js';

export interface PendingOrder {
  readonly sequence: number;
  readonly order: AllocationOrder;
  /** Given, Unix ms. */
  readonly at: number;
}

/** Orders that no allocation has taken up yet, oldest first. */
export async function pendingOrders(queries: Queries, mode: LedgerMode): Promise<readonly PendingOrder[]> {
  const { sequence, order, at } = allocationOrders;
  return queries
    .select({ sequence, order, at })
    .from(allocationOrders)
    .where(and(eq(allocationOrders.mode, mode), isNull(allocationOrders.handledAt)))
    .orderBy(asc(sequence));
}
