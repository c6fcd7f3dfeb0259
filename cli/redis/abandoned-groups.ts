import type { GroupState } from '@pm-arbitrage/core/bus/group-states.js';
import { foreignGroups } from './foreign-groups.js';

const DAY_MS = 86_400_000;

/**
 * Groups that hold messages back for nobody: no agent of this configuration reads with them, and nobody did for a day on
 * any stream.
 */
export function abandonedGroups(
  states: readonly GroupState[],
  configured: ReadonlyMap<string, string>,
): readonly string[] {
  return foreignGroups(states, configured).filter((name) => {
    const own = states.filter(({ group }) => group === name);
    return own.some(({ messages }) => messages !== 0) && own.every(({ idleMs }) => idleMs === null || idleMs > DAY_MS);
  });
}
