import type { Database } from '../db/database.js';
import { allocationOrders, riskEvents } from '../db/schema/schema.js';
import type { LedgerMode } from '../db/schema/trading.js';
import type { AllocationTable } from '../domain/allocation.js';
import { type AllocationOrder, allocationOrderSchema } from '../domain/allocation-order.js';
import { CodedError } from '../errors/coded-error.js';
import { latestAllocation } from './latest-allocation.js';

/** Thrown for what the allocator could not do; says why and what it could. */
export class AllocationOrderError extends CodedError {}

/**
 * Records that a person pauses or resumes a strategy, or wants the day's reallocation done again. The capital allocator
 * acts on it within a second, in its next life if it is not running. Open positions of a paused strategy stay and pay out.
 * @param now Unix ms
 * @returns the number of the order
 * @throws AllocationOrderError when there is no such strategy, or nothing to pause or to resume
 */
export function orderAllocation(
  database: Database,
  mode: LedgerMode,
  given: AllocationOrder,
  now: number,
): Promise<number> {
  const order = allocationOrderSchema.parse(given);
  return database.transaction(async (queries) => {
    const table = await latestAllocation(queries, mode);
    if (table === null)
      throw new AllocationOrderError(
        'allocation.none',
        `Nothing is allocated in ${mode} mode yet; start the swarm first`,
      );
    if (order.kind !== 'rebalance') requireSense(order, table);
    const [row] = await queries
      .insert(allocationOrders)
      .values({ mode, order, at: now })
      .returning({ sequence: allocationOrders.sequence });
    const sequence = row?.sequence ?? 0;
    if (order.kind !== 'rebalance') {
      await queries.insert(riskEvents).values({
        id: `allocation:${sequence}`,
        kind: order.kind,
        rule: 'operator',
        limit: '',
        value: order.by,
        message: `${order.strategy}: ${order.reason}`,
        at: now,
      });
    }
    return sequence;
  });
}

function requireSense(order: Exclude<AllocationOrder, { kind: 'rebalance' }>, { entries }: AllocationTable): void {
  const { kind, strategy } = order;
  const entry = entries.find((one) => one.strategy === strategy);
  if (entry === undefined)
    throw new AllocationOrderError(
      'allocation.unknown',
      `There is no strategy ${strategy}; there are ${entries.map((one) => one.strategy).join(', ')}`,
      { strategy },
    );
  const { paused } = entry;
  if (kind === 'pause' && paused !== null)
    throw new AllocationOrderError(
      'allocation.paused',
      `${strategy} is paused already, by ${paused.by}: ${paused.reason}`,
      { strategy },
    );
  if (kind === 'resume' && paused === null)
    throw new AllocationOrderError('allocation.running', `${strategy} is not paused; it is ${entry.state}`, {
      strategy,
    });
}
