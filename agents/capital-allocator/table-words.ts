import type { AlertRequest } from '@pm-arbitrage/core/runtime/agent.js';
import type { AllocationTable } from '@pm-arbitrage/core/domain/allocation.js';
import { dollars } from '@pm-arbitrage/core/money/dollars.js';

/** A table in a line, for the heartbeat: who has what, and who was paused by whom and why. */
export const sayTable = ({ entries }: AllocationTable): string =>
  entries
    .map(({ strategy, state, capital, paused }) =>
      paused === null
        ? `${strategy} ${state} ${dollars(capital)}`
        : `${strategy} paused by ${paused.by}: ${paused.reason}`,
    )
    .join('; ');

/** Strategies whose state a new table changed, for a person; what the tournament takes away is important. */
export function stateAlerts(before: AllocationTable | null, after: AllocationTable): readonly AlertRequest[] {
  if (before === null) return [];
  return after.entries.flatMap(({ strategy, state, paused, reason }) => {
    const was = before.entries.find((entry) => entry.strategy === strategy)?.state ?? 'not configured';
    if (was === state) return [];
    const tier = state === 'halved' || paused?.by === 'tournament' ? 'important' : 'routine';
    return [
      {
        tier,
        kind: 'allocation.state',
        dedupeKey: `allocation.state:${strategy}:${state}`,
        title: `${strategy}: ${was} → ${state}`,
        body: reason,
      },
    ];
  });
}
