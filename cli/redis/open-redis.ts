import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { Redis } from 'ioredis';

const TIMEOUT_MS = 3_000;

/**
 * A connection for a few questions, which never tries again; whoever opens it disconnects it.
 * @throws Error that says why there is none
 */
export async function openRedis(url: string): Promise<Redis> {
  const redis = new Redis(url, {
    lazyConnect: true,
    // RESP2 replies are arrays throughout, which is what the code that reads them expects.
    protocol: 2,
    connectTimeout: TIMEOUT_MS,
    commandTimeout: TIMEOUT_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let reason: string | null = null;
  redis.on('error', (error: Error) => (reason ??= messageOf(error)));
  try {
    await redis.connect();
    return redis;
  } catch (cause) {
    redis.disconnect();
    // The rejection says only that the connection is closed; the event says why.
    throw new Error(reason ?? messageOf(cause), { cause });
  }
}
