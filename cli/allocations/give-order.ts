import { sleep } from '@pm-arbitrage/core/clock/clock.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import type { AllocationOrder } from '@pm-arbitrage/core/domain/allocation-order.js';
import type { AllocationReport } from '@pm-arbitrage/core/queries/performance-queries.js';
import type { Control } from '../control/control.js';

const PATIENCE_MS = 3_000;
const PAUSE_MS = 100;

/** What became of an order within a moment. */
export interface GivenOrder {
  readonly sequence: number;
  /** Whether the allocator has taken it up; else it will when it runs. */
  readonly handled: boolean;
  readonly report: AllocationReport;
}

/** Gives an order to the allocator and waits a moment for it. @throws AllocationOrderError */
export async function giveOrder(control: Control, order: AllocationOrder): Promise<GivenOrder> {
  const sequence = await control.orderAllocation(order);
  const deadline = systemClock.now() + PATIENCE_MS;
  for (;;) {
    const report = await control.allocations();
    const handled = report.orders.some((row) => row.sequence === sequence && row.handledAt !== null);
    if (handled || systemClock.now() > deadline) return { sequence, handled, report };
    await sleep(systemClock, PAUSE_MS);
  }
}
