import { groupStates } from '@pm-arbitrage/core/bus/group-states.js';
import type { Redis } from 'ioredis';
import { abandonedGroups } from '../redis/abandoned-groups.js';
import { isRefusal, NEEDS_OPERATOR } from '../redis/ask-redis.js';
import { advice, type Finding, ok } from './finding.js';

const CHECK = 'redis groups';

/** Consumer groups that fill Redis, because nobody reads with them any more. */
export async function checkRedisGroups(
  redis: Redis,
  prefix: string,
  configured: ReadonlyMap<string, string>,
): Promise<Finding> {
  try {
    const abandoned = abandonedGroups(await groupStates(redis, prefix), configured);
    if (abandoned.length === 0) return ok(CHECK, 'none is abandoned');
    return advice(
      CHECK,
      `messages are kept for ${abandoned.join(', ')}: no agent of this configuration reads with that, nor did anybody for a day`,
      'if it runs with no other configuration either: redis groups --forget NAME',
    );
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return advice(CHECK, 'this user may not look at them', NEEDS_OPERATOR);
  }
}
