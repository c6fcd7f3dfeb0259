import type { Redis } from 'ioredis';
import type { Cancel } from '../clock/clock.js';
import { messageOf } from '../errors/coded-error.js';
import { appendScript } from './append-script.js';
import { BusUnavailableError } from './bus-unavailable-error.js';
import { canSend } from './redis-connection.js';
import type { ResolvedRedisOptions } from './redis-options.js';

/** Messages in one batch at most: Redis does nothing else for the fraction of a millisecond it takes to add them. */
const BATCH = 256;
/** Commands under way before the next batch waits: a slow Redis makes batches larger instead of queues longer. */
const MAX_IN_FLIGHT = 4;

interface Waiting {
  readonly key: string;
  readonly field: string;
  readonly text: string;
  /** Entries the stream keeps, about; null to trim nothing. */
  readonly maxLength: number | null;
  /** Called once, with null when Redis holds the message. */
  readonly settle: (error: Error | null) => void;
}

interface WaitingDurable extends Waiting {
  /** On the clock's monotonic scale. */
  readonly deadline: number;
}

/** Puts messages on Redis: what was published to a stream in one turn goes in one command, a few of them at a time. */
export class RedisPublisher {
  readonly #volatile: Waiting[] = [];
  readonly #durable: WaitingDurable[] = [];
  #inFlight = 0;
  #scheduled = false;
  #cancelExpiry: Cancel | null = null;
  #drained: (() => void)[] = [];

  constructor(
    private readonly redis: Redis,
    private readonly options: ResolvedRedisOptions,
  ) {
    redis.on('ready', () => this.#flush());
  }

  get waiting(): number {
    return this.#durable.length + this.#volatile.length;
  }

  /** Queues a message that may be lost; the oldest goes when too many wait. */
  publish(message: Waiting): void {
    if (this.#volatile.length >= this.options.maxBuffered) this.#volatile.shift()?.settle(new Error('too many wait'));
    this.#volatile.push(message);
    this.#schedule();
  }

  /** Queues a message and resolves once Redis holds it. @throws BusUnavailableError within `timeoutMs` or so */
  publishDurable(key: string, field: string, text: string): Promise<void> {
    if (this.#durable.length >= this.options.maxBuffered) {
      return Promise.reject(new BusUnavailableError('too many messages wait for Redis', { key }));
    }
    return new Promise((resolve, reject) => {
      const settle = (error: Error | null) => {
        if (error === null) resolve();
        else reject(new BusUnavailableError(error.message, { key }, error));
      };
      const deadline = this.options.clock.monotonic() + this.options.timeoutMs;
      this.#durable.push({ key, field, text, maxLength: null, settle, deadline });
      this.#schedule();
    });
  }

  /** Resolves when nothing waits or is under way. */
  drained(): Promise<void> {
    if (this.#isDrained()) return Promise.resolve();
    return new Promise((resolve) => this.#drained.push(resolve));
  }

  /** Gives up on what still waits. */
  abandon(): void {
    for (const message of this.#volatile.splice(0)) message.settle(new Error('the bus was closed'));
    for (const message of this.#durable.splice(0)) message.settle(new Error('the bus was closed'));
    this.#cancelExpiry?.();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      this.#flush();
    });
  }

  #flush(): void {
    while (canSend(this.redis) && this.#inFlight < MAX_IN_FLIGHT && this.waiting > 0) {
      const durable = this.#durable.splice(0, BATCH);
      const batches = new Map<string, Waiting[]>();
      for (const message of [...durable, ...this.#volatile.splice(0, BATCH - durable.length)]) {
        const batch = batches.get(message.key);
        if (batch === undefined) batches.set(message.key, [message]);
        else batch.push(message);
      }
      for (const [key, batch] of batches) this.#append(key, batch);
    }
    this.#watchDeadlines();
  }

  #append(key: string, batch: readonly Waiting[]): void {
    const args: (string | number)[] = [batch[0]?.maxLength ?? ''];
    for (const { field, text } of batch) args.push(field, text);
    const settle = (error: Error | null) => {
      this.#inFlight--;
      for (const message of batch) message.settle(error);
      this.#flush();
      if (this.#isDrained()) for (const resolve of this.#drained.splice(0)) resolve();
    };
    this.#inFlight++;
    this.redis.eval(appendScript, 1, key, ...args).then(
      () => settle(null),
      (error: unknown) => settle(error instanceof Error ? error : new Error(messageOf(error))),
    );
  }

  /** Rejects what has waited too long for a connection, and comes back for the next one. */
  #watchDeadlines(): void {
    const now = this.options.clock.monotonic();
    while (this.#durable[0] !== undefined && this.#durable[0].deadline <= now) {
      this.#durable.shift()?.settle(new Error(`no answer from Redis in ${this.options.timeoutMs} ms`));
    }
    const next = this.#durable[0];
    if (next === undefined || this.#cancelExpiry !== null) return;
    this.#cancelExpiry = this.options.clock.after(next.deadline - now, () => {
      this.#cancelExpiry = null;
      this.#watchDeadlines();
    });
  }

  #isDrained(): boolean {
    return this.#inFlight + this.waiting === 0;
  }
}
