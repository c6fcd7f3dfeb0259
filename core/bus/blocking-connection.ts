import type { Redis } from 'ioredis';
import { type Clock, sleep } from '../clock/clock.js';
import { untilReady } from './redis-connection.js';

/** Pause in ms after an error that is not a lost connection, so that a persistent one does not spin. */
const ERROR_PAUSE_MS = 100;

/** A connection that spends its life in blocking reads, and that another connection can wake. */
export class BlockingConnection {
  readonly #stop = new AbortController();
  #clientId: number | null = null;
  #reading = false;

  constructor(
    private readonly redis: Redis,
    private readonly commands: Redis,
    private readonly clock: Clock,
  ) {
    redis.on('ready', () => {
      redis.client('ID').then(
        (id) => (this.#clientId = id),
        // Without its id a read only ends with its block time.
        () => (this.#clientId = null),
      );
    });
  }

  get stopped(): boolean {
    return this.#stop.signal.aborted;
  }

  /** Aborts when the reading is to end. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Waits for the connection; returns false when there will be none. */
  async opened(): Promise<boolean> {
    return (await untilReady(this.redis, this.#stop.signal)) && !this.stopped;
  }

  /** Runs one blocking read. @throws what ioredis throws, at once when the connection is down */
  async read<T>(issue: (redis: Redis) => Promise<T>): Promise<T> {
    this.#reading = true;
    try {
      return await issue(this.redis);
    } finally {
      this.#reading = false;
    }
  }

  /** Waits after a failed read until another one makes sense; returns false when none does any more. */
  async recovered(): Promise<boolean> {
    if (this.redis.status === 'ready') await sleep(this.clock, ERROR_PAUSE_MS, this.#stop.signal);
    return this.opened();
  }

  /** Ends a read that blocks now, without losing a reply that is already on its way. */
  wake(): void {
    if (!this.#reading || this.#clientId === null) return;
    // Failing to wake costs at most the block time.
    this.commands.client('UNBLOCK', this.#clientId).catch(() => undefined);
  }

  /** Tells the reading loop to end. */
  stop(): void {
    this.#stop.abort();
    this.wake();
  }

  disconnect(): void {
    this.#stop.abort();
    this.redis.disconnect();
  }
}
