import { type PrivateRedis, startPrivateRedis } from '@pm-arbitrage/core/bus/test-redis.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { createEmbeddedDatabase } from '@pm-arbitrage/core/db/test-database.js';
import { RedisHotState } from '@pm-arbitrage/core/hot-state/redis-hot-state.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { watchServices } from './watch-services.js';

let database: Database;
beforeAll(async () => {
  database = await createEmbeddedDatabase();
});
afterAll(() => database.close());

/** What is told while a Redis goes away and comes back. */
async function toldOf(
  away: (redis: PrivateRedis) => Promise<void> | void,
  back: (redis: PrivateRedis) => Promise<void> | void,
) {
  const redis = await startPrivateRedis();
  const kinds: string[] = [];
  const told = async (wanted: string) => {
    while (!kinds.includes(wanted)) await new Promise((resolve) => setTimeout(resolve, 50));
  };
  const clock = systemClock;
  const hot = new RedisHotState({ url: redis.url, prefix: 'outage:', clock, onConnectionError: () => undefined });
  const watch = watchServices({ clock, database, hot, folder: '/tmp' }, ({ kind }) => kinds.push(kind));
  try {
    await away(redis);
    await told('redis.down');
    expect(watch.busAnswers()).toBe(false);
    await back(redis);
    await told('redis.back');
  } finally {
    await watch.stop();
    await hot.close();
    await redis.stop();
  }
  return kinds.filter((kind) => kind !== 'disk.full');
}

it('a Redis that is killed or frozen is told of, and so is its return', { timeout: 240_000 }, async () => {
  const killed = toldOf(
    (redis) => redis.kill(),
    (redis) => redis.start(),
  );
  const frozen = toldOf(
    (redis) => redis.freeze(),
    (redis) => redis.thaw(),
  );
  expect(await Promise.all([killed, frozen])).toEqual([
    ['redis.down', 'redis.back'],
    ['redis.down', 'redis.back'],
  ]);
});
