import { Redis } from 'ioredis';
import type { Clock } from '../clock/clock.js';

export interface RedisConnectionOptions {
  /** `redis://[user:password@]host:port[/db]`, or `rediss://` for TLS. */
  readonly url: string;
  /** Shown by `CLIENT LIST`; no spaces. */
  readonly name: string;
  /** Longest wait in ms for a connection. */
  readonly timeoutMs: number;
  /** Longest silence in ms while an answer is due; then the connection is dropped and opened again. */
  readonly silenceMs: number;
  readonly onConnectionError?: ((error: Error) => void) | undefined;
}

/**
 * A connection that never hides an outage: commands fail at once while Redis is away and when it goes away, nothing is
 * sent twice, and it reconnects by itself for as long as it is open.
 */
export function openConnection(options: RedisConnectionOptions): Redis {
  const redis = new Redis(options.url, {
    connectionName: options.name,
    // RESP2 replies are arrays throughout, which is what the code here reads.
    protocol: 2,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt: number) => Math.min(25 * 2 ** Math.min(attempt, 6), 1_000),
    connectTimeout: options.timeoutMs,
    socketTimeout: options.silenceMs,
  });
  redis.on('error', (error: Error) => options.onConnectionError?.(error));
  return redis;
}

/** Whether a command would be sent now. A socket that broke is not writable some time before its status says so. */
export function canSend(redis: Redis): boolean {
  return redis.status === 'ready' && redis.stream.writable;
}

/** Resolves with true once commands can be sent, with false when that cannot be any more or the signal aborts. */
export function untilReady(redis: Redis, signal: AbortSignal): Promise<boolean> {
  if (redis.status === 'ready') return Promise.resolve(true);
  if (redis.status === 'end' || signal.aborted) return Promise.resolve(false);
  return new Promise((resolve) => {
    const settle = (ready: boolean) => {
      redis.off('ready', onReady);
      redis.off('end', onEnd);
      signal.removeEventListener('abort', onEnd);
      resolve(ready);
    };
    const onReady = () => settle(true);
    const onEnd = () => settle(false);
    redis.on('ready', onReady);
    redis.on('end', onEnd);
    signal.addEventListener('abort', onEnd);
  });
}

/** Whether commands can be sent now or within `timeoutMs`. */
export async function readyWithin(redis: Redis, clock: Clock, timeoutMs: number): Promise<boolean> {
  if (redis.status === 'ready') return true;
  const patience = new AbortController();
  const cancel = clock.after(timeoutMs, () => patience.abort());
  const ready = await untilReady(redis, patience.signal);
  cancel();
  return ready;
}
