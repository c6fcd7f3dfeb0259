import { withoutCredentials } from '@pm-arbitrage/core/config/redact.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import type { Redis } from 'ioredis';
import { openRedis } from '../redis/open-redis.js';
import { checkRedisGroups } from './check-redis-groups.js';
import { advice, type Finding, ok, wrong } from './finding.js';

const OLDEST_MAJOR = 7;
const START = 'start it (docker compose up -d redis), or correct REDIS_URL';

/**
 * Version, persistence, eviction, user and consumer groups of the configured Redis.
 * @param configured groups of this configuration's agents
 */
export async function checkRedis(
  { redisUrl: url, redisPrefix }: Config['services'],
  isLive: boolean,
  configured: ReadonlyMap<string, string>,
): Promise<readonly Finding[]> {
  if (url === null) return [ok('redis', 'none: all agents run in one process, with the bus in memory')];
  let redis: Redis | null = null;
  try {
    redis = await openRedis(url);
    const facts = new Map(
      (await redis.info()).split('\r\n').map((line) => line.split(':', 2) as [string, string | undefined]),
    );
    const fact = (name: string) => facts.get(name) ?? '';
    return [
      version(fact('redis_version')),
      persistence(fact),
      eviction(fact('maxmemory_policy')),
      user(url, isLive),
      await checkRedisGroups(redis, redisPrefix, configured),
    ];
  } catch (error) {
    return [wrong('redis', `does not answer at ${withoutCredentials(url)}: ${messageOf(error)}`, START)];
  } finally {
    redis?.disconnect();
  }
}

const version = (text: string): Finding =>
  Number(text.split('.')[0]) >= OLDEST_MAJOR
    ? ok('redis', text)
    : wrong(
        'redis',
        `version ${text || 'unknown'} is too old for users of single channels`,
        `install Redis ${OLDEST_MAJOR} or newer`,
      );

function persistence(fact: (name: string) => string): Finding {
  if (fact('aof_enabled') === '1')
    return fact('aof_last_write_status') === 'err'
      ? wrong(
          'redis persistence',
          'the append-only file cannot be written',
          'make room on its disk, then: redis-cli config set appendonly yes',
        )
      : ok('redis persistence', 'append-only file');
  return wrong(
    'redis persistence',
    'messages are lost when it restarts',
    'set "appendonly yes" and "appendfsync everysec" in its configuration',
  );
}

const eviction = (policy: string): Finding =>
  policy === 'noeviction'
    ? ok('redis eviction', 'noeviction')
    : wrong(
        'redis eviction',
        `"${policy}" throws messages away when memory is short`,
        'set "maxmemory-policy noeviction" in its configuration; streams are trimmed by the swarm',
      );

function user(url: string, isLive: boolean): Finding {
  const { username } = new URL(url);
  if (username !== '' && username !== 'default') return ok('redis user', username);
  const says = 'all processes share one user, who may do everything';
  const todo = 'give each agent its own: redis acl (docs/security.md)';
  return isLive ? wrong('redis user', says, todo) : advice('redis user', says, todo);
}
