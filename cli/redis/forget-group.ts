import { type GroupState, groupStates } from '@pm-arbitrage/core/bus/group-states.js';
import type { Redis } from 'ioredis';
import { requireForgettable } from './require-forgettable.js';

/**
 * Removes a consumer group from all durable streams, so that they are trimmed without it. Returns where it stood.
 * @param configured groups of this configuration's agents
 * @throws GroupError when the group must stay, or is not there
 */
export async function forgetGroup(
  redis: Redis,
  prefix: string,
  group: string,
  configured: ReadonlyMap<string, string>,
): Promise<readonly GroupState[]> {
  const states = requireForgettable(group, await groupStates(redis, prefix), configured);
  for (const { stream } of states) await redis.xgroup('DESTROY', prefix + stream, group);
  return states;
}
