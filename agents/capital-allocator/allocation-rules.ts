import type { AllocationSettings } from '@pm-arbitrage/core/allocations/allocation-settings.js';
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import { strategyNameOf } from '../strategy/load-strategy.js';
import type { AllocationRules } from './decide-table.js';

/**
 * What the configuration says of allocating.
 * @throws CodedError `allocation.twins` when two strategies would have one name, and so one capital and one record
 */
export function allocationRules({ strategies, tournament, deployed }: AllocationSettings): AllocationRules {
  const named = new Map<string, string>();
  for (const entry of strategies) {
    const name = strategyNameOf(entry);
    const other = named.get(name);
    if (other !== undefined) {
      throw new CodedError(
        'allocation.twins',
        `trading.strategies: ${other} and ${entry} are both called ${name}; name each once, and rename the file of one of them`,
        { name },
      );
    }
    named.set(name, entry);
  }
  return { strategies: [...named.keys()], tournament: { ...tournament, deployable: deployed } };
}
