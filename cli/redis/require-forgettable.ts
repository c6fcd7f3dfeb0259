import type { GroupState } from '@pm-arbitrage/core/bus/group-states.js';
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import { shortSpan } from '../format.js';

/** Thrown for a consumer group that must stay, or is not there. */
export class GroupError extends CodedError {}

/** A consumer that lives shows it every ten seconds, however long nothing comes or one message takes. */
const ACTIVE_MS = 60_000;

/**
 * Where a group stands on each stream, if nobody reads with it.
 * @param configured groups of this configuration's agents
 * @throws GroupError when it is not there, is an agent's of this configuration, or was read with in the last minute
 */
export function requireForgettable(
  group: string,
  states: readonly GroupState[],
  configured: ReadonlyMap<string, string>,
): readonly GroupState[] {
  const own = states.filter((state) => state.group === group);
  if (own.length === 0)
    throw new GroupError(
      'redis.group-unknown',
      `No durable stream has a group ${group}. Those that there are: redis groups`,
      {
        group,
      },
    );
  const agent = configured.get(group);
  if (agent !== undefined)
    throw new GroupError(
      'redis.group-configured',
      `The agent ${agent} of this configuration reads with ${group}. If it shall not run any more, take it out of the configuration first, here and where it runs`,
      { group, agent },
    );
  const idleMs = Math.min(...own.map((state) => state.idleMs ?? Number.POSITIVE_INFINITY));
  if (idleMs <= ACTIVE_MS)
    throw new GroupError(
      'redis.group-active',
      `Somebody reads with ${group}, ${shortSpan(idleMs)} ago for the last time. End that process, and forget the group a minute later`,
      { group, idleMs },
    );
  return own;
}
