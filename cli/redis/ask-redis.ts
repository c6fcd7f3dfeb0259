import { withoutCredentials } from '@pm-arbitrage/core/config/redact.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { CodedError, messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Redis } from 'ioredis';
import { openRedis } from './open-redis.js';

/** What to do about a user of Redis who may not do what was asked. */
export const NEEDS_OPERATOR =
  'use the REDIS_URL of the operator; where its user is older than this version, make all anew: redis acl --rotate';

/** Whether Redis refused a command to the user who sent it. */
export const isRefusal = (error: unknown): boolean => messageOf(error).startsWith('NOPERM');

/** Asks the configured Redis. @throws CodedError when none is configured, or it does not answer, or refuses this user */
export async function askRedis<T>(
  { redisUrl }: Config['services'],
  question: (redis: Redis) => Promise<T>,
): Promise<T> {
  if (redisUrl === null)
    throw new CodedError(
      'redis.not-configured',
      'No Redis is configured: the bus is in memory, and ends with its process. REDIS_URL names one',
    );
  const place = withoutCredentials(redisUrl);
  const redis = await openRedis(redisUrl).catch((cause: unknown) => {
    throw new CodedError('redis.silent', `Redis does not answer at ${place}: ${messageOf(cause)}`, {}, { cause });
  });
  try {
    return await question(redis);
  } catch (cause) {
    if (cause instanceof CodedError) throw cause;
    const message = `Redis at ${place} did not do that: ${messageOf(cause)}`;
    if (!isRefusal(cause)) throw new CodedError('redis.failed', message, {}, { cause });
    throw new CodedError('redis.refused', `${message}. To do about it: ${NEEDS_OPERATOR}`, {}, { cause });
  } finally {
    redis.disconnect();
  }
}
