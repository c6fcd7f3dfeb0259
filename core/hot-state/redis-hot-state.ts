import type { Redis } from 'ioredis';
import { openConnection, readyWithin } from '../bus/redis-connection.js';
import type { Clock } from '../clock/clock.js';
import { messageOf } from '../errors/coded-error.js';
import { type HotSetOptions, type HotState, HotStateUnavailableError, requireVersion } from './hot-state.js';
import { setIfNewerScript } from './set-if-newer.js';

export interface RedisHotStateOptions {
  /** `redis://[user:password@]host:port[/db]`, or `rediss://` for TLS. */
  readonly url: string;
  /** Put before every key, e.g. `pm:hot:`. */
  readonly prefix: string;
  readonly clock: Clock;
  /** Longest wait in ms for an answer. Default 2000. */
  readonly timeoutMs?: number;
  /** Told of every failed connection attempt and lost connection, for the log. */
  readonly onConnectionError?: (error: Error) => void;
}

const DEFAULT_TIMEOUT_MS = 2_000;
/** Marks a value that `set` wrote. */
const NO_VERSION = '-';

/** The hot state on Redis: one string for each key, `<version> <json>`. */
export class RedisHotState implements HotState {
  readonly #redis: Redis;
  readonly #timeoutMs: number;

  constructor(private readonly options: RedisHotStateOptions) {
    const { url, onConnectionError } = options;
    this.#timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    this.#redis = openConnection({
      url,
      name: 'hot-state',
      timeoutMs: this.#timeoutMs,
      silenceMs: this.#timeoutMs,
      onConnectionError,
    });
  }

  get<T>(key: string): Promise<T | null> {
    return this.#ask('get', key, async (redis) => {
      const stored = await redis.get(this.#keyOf(key));
      return stored === null ? null : parse<T>(stored);
    });
  }

  set<T>(key: string, value: T, options?: HotSetOptions): Promise<void> {
    const stored = `${NO_VERSION} ${JSON.stringify(value)}`;
    return this.#ask('set', key, async (redis) => {
      if (options?.ttlMs === undefined) await redis.set(this.#keyOf(key), stored);
      else await redis.set(this.#keyOf(key), stored, 'PX', ttlOf(options));
    });
  }

  async setIfNewer<T>(key: string, version: number, value: T, options?: HotSetOptions): Promise<boolean> {
    requireVersion(version);
    const args = [this.#keyOf(key), version, JSON.stringify(value), ttlOf(options)] as const;
    return this.#ask('set', key, async (redis) => {
      return (await redis.eval(setIfNewerScript, 1, ...args)) === 1;
    });
  }

  delete(key: string): Promise<boolean> {
    return this.#ask('delete', key, async (redis) => (await redis.del(this.#keyOf(key))) === 1);
  }

  list<T>(prefix: string): Promise<ReadonlyMap<string, T>> {
    return this.#ask('list', prefix, async (redis) => {
      const keys = await this.#keysWith(redis, prefix);
      const stored = keys.length === 0 ? [] : await redis.mget(keys);
      const found = new Map<string, T>();
      keys.forEach((key, index) => {
        const text = stored[index];
        if (text) found.set(key.slice(this.options.prefix.length), parse<T>(text));
      });
      return found;
    });
  }

  async close(): Promise<void> {
    this.#redis.disconnect();
  }

  #keyOf(key: string): string {
    return this.options.prefix + key;
  }

  async #keysWith(redis: Redis, prefix: string): Promise<string[]> {
    const pattern = `${this.#keyOf(prefix).replaceAll(/[\\*?[\]]/g, '\\$&')}*`;
    // A scan may report a key twice.
    const keys = new Set<string>();
    let cursor = '0';
    do {
      const [next, page] = await redis.scan(cursor, 'MATCH', pattern, 'COUNT', 1_000);
      for (const key of page) keys.add(key);
      cursor = next;
    } while (cursor !== '0');
    return [...keys].sort();
  }

  async #ask<R>(operation: string, key: string, question: (redis: Redis) => Promise<R>): Promise<R> {
    if (!(await readyWithin(this.#redis, this.options.clock, this.#timeoutMs))) {
      throw new HotStateUnavailableError(operation, key, `no connection to Redis in ${this.#timeoutMs} ms`);
    }
    try {
      return await question(this.#redis);
    } catch (error) {
      throw new HotStateUnavailableError(operation, key, messageOf(error), error);
    }
  }
}

function parse<T>(stored: string): T {
  return JSON.parse(stored.slice(stored.indexOf(' ') + 1)) as T;
}

/** Whole ms; 0 for none. */
function ttlOf(options?: HotSetOptions): number {
  return options?.ttlMs === undefined ? 0 : Math.max(1, Math.ceil(options.ttlMs));
}
