import { allocationRules } from '@pm-arbitrage/agents/capital-allocator/allocation-rules.js';
import { type DecidedTable, decideTable } from '@pm-arbitrage/agents/capital-allocator/decide-table.js';
import type { AllocationOrder } from '@pm-arbitrage/core/domain/allocation-order.js';
import type { Control } from '../control/control.js';

/** What the allocator would decide if it were asked to rebalance now; null while there is nothing to share. */
export function previewRebalance(
  { inputs, settings }: Awaited<ReturnType<Control['allocationInputs']>>,
  order: AllocationOrder,
): DecidedTable | null {
  const orders = [...inputs.orders, { sequence: 0, order, at: inputs.now }];
  return decideTable({ ...inputs, orders }, allocationRules(settings));
}
