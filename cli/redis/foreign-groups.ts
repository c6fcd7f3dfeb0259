import type { GroupState } from '@pm-arbitrage/core/bus/group-states.js';

/** The groups that no agent of this configuration reads with. */
export const foreignGroups = (
  states: readonly GroupState[],
  configured: ReadonlyMap<string, string>,
): readonly string[] => [...new Set(states.map(({ group }) => group))].filter((group) => !configured.has(group));
