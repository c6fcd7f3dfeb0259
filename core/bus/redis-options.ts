import type { BusOptions } from './bus-options.js';

export interface RedisBusOptions extends BusOptions {
  /** `redis://[user:password@]host:port[/db]`, or `rediss://` for TLS. */
  readonly url: string;
  /** Put before every key, so that installations and tests can share a server, e.g. `pm:`. */
  readonly prefix: string;
  /** Longest wait in ms for Redis to hold a durable message, to answer a command, or to let go at `close`. Default 3000. */
  readonly timeoutMs?: number;
  /** Messages held for Redis at most while it is slow or away, `publish` and `publishDurable` each. Default 20000. */
  readonly maxBuffered?: number;
  /** Silence in ms after which a consumer counts as dead and others take its messages. Default 30000. */
  readonly claimIdleMs?: number;
  /** Pause in ms between trims of what all groups have acknowledged. Default 5000. */
  readonly trimEveryMs?: number;
  /** Told of every failed connection attempt and lost connection, for the log. */
  readonly onConnectionError?: (error: Error) => void;
}

export const defaultRedisOptions = {
  timeoutMs: 3_000,
  maxBuffered: 20_000,
  claimIdleMs: 30_000,
  trimEveryMs: 5_000,
} as const;

export type ResolvedRedisOptions = RedisBusOptions & Required<Pick<RedisBusOptions, keyof typeof defaultRedisOptions>>;

/** Longest block in ms of one read: short enough to notice a dead socket soon, long enough to cost nothing. */
export const BLOCK_MS = 1_000;
