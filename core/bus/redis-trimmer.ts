import type { Redis } from 'ioredis';
import { pairs, compareIds } from './stream-state.js';

/**
 * Drops from a durable stream what every group has acknowledged, and nothing else. A stream without groups has no
 * reader to lose anything, and keeps `maxLength` entries for the first one.
 */
export async function trimAcknowledged(redis: Redis, key: string, maxLength: number): Promise<void> {
  const groups = ((await redis.xinfo('GROUPS', key)) as unknown[][]).map(pairs);
  if (groups.length === 0) {
    await redis.xtrim(key, 'MAXLEN', '~', maxLength);
    return;
  }
  let oldestNeeded: string | null = null;
  for (const group of groups) {
    const needed = await firstNeeded(redis, key, group);
    if (oldestNeeded === null || compareIds(needed, oldestNeeded) < 0) oldestNeeded = needed;
  }
  // LIMIT 0: as much as there is, not only the first hundred nodes.
  if (oldestNeeded !== null) await redis.xtrim(key, 'MINID', '~', oldestNeeded, 'LIMIT', 0);
}

/**
 * A bound below which the group needs nothing: its oldest pending entry, or the last it was given. Both only grow, and
 * `last-delivered-id` was read first, so what is delivered in between lies above it.
 */
async function firstNeeded(redis: Redis, key: string, group: Record<string, unknown>): Promise<string> {
  const lastDelivered = group['last-delivered-id'] as string;
  if (group['pending'] === 0) return lastDelivered;
  const [, oldestPending] = (await redis.xpending(key, group['name'] as string)) as [number, string | null];
  return oldestPending ?? lastDelivered;
}
