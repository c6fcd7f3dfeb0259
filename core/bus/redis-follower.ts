import type { Redis } from 'ioredis';
import { messageOf } from '../errors/coded-error.js';
import type { FollowHandler, FollowOptions, Subscription } from './bus.js';
import { BlockingConnection } from './blocking-connection.js';
import { type BusOptions, throwOn } from './bus-options.js';
import { BusUnavailableError } from './bus-unavailable-error.js';
import type { Channel } from './channel.js';
import type { CounterBook } from './counter-book.js';
import { BLOCK_MS } from './redis-options.js';
import { type StreamEntry, StreamTail } from './stream-tail.js';

/** Entries of one stream taken in one read at most. */
const READ_COUNT = 1_000;

/** Reads all followed streams over one connection. */
export class RedisFollower {
  readonly #tails = new Map<string, StreamTail>();
  readonly #connection: BlockingConnection;
  #loop: Promise<void> | null = null;

  constructor(
    redis: Redis,
    private readonly commands: Redis,
    private readonly prefix: string,
    private readonly options: BusOptions,
    private readonly counters: CounterBook,
  ) {
    this.#connection = new BlockingConnection(redis, commands, options.clock);
  }

  /** @throws BusUnavailableError */
  async add<T>(
    channels: readonly Channel<T>[],
    handler: FollowHandler<T>,
    options: FollowOptions,
  ): Promise<Subscription> {
    const removals = await Promise.all(
      channels.map(async (channel) => {
        const key = this.prefix + channel.stream;
        const tail = this.#tail(key, channel as Channel<unknown>);
        const follower = {
          handler: handler as FollowHandler<unknown>,
          onGap: options.onGap,
          wants: channel.definition.delivery === 'latest' ? options.wants : undefined,
          onHandlerError: this.options.onHandlerError ?? throwOn,
        };
        const remove = () => {
          if (tail.remove(follower) === 0) this.#tails.delete(key);
        };
        try {
          await tail.add(follower);
        } catch (error) {
          remove();
          throw new BusUnavailableError(messageOf(error), { stream: channel.stream }, error);
        }
        return remove;
      }),
    );
    this.#loop ??= this.#run();
    this.#connection.wake();
    return {
      close: async () => {
        for (const remove of removals) remove();
      },
    };
  }

  async close(): Promise<void> {
    this.#tails.clear();
    this.#connection.disconnect();
    await this.#loop;
  }

  /** The tail of a stream, known to the loop before it is anchored so that two calls share one. */
  #tail(key: string, channel: Channel<unknown>): StreamTail {
    let tail = this.#tails.get(key);
    if (tail === undefined) {
      tail = new StreamTail(key, channel, this.commands, this.counters.of(channel.stream), READ_COUNT);
      this.#tails.set(key, tail);
    }
    return tail;
  }

  async #run(): Promise<void> {
    await this.#connection.opened();
    while (!this.#connection.stopped) {
      try {
        const tails = [...this.#tails.values()].filter((tail) => tail.anchored);
        if (tails.length === 0) break;
        const keys = tails.map((tail) => tail.key);
        const ids = tails.map((tail) => tail.lastId);
        const reply = (await this.#connection.read((redis) =>
          redis.xread('COUNT', READ_COUNT, 'BLOCK', BLOCK_MS, 'STREAMS', ...keys, ...ids),
        )) as [key: string, entries: StreamEntry[]][] | null;
        for (const [key, entries] of reply ?? []) await this.#tails.get(key)?.take(entries);
      } catch {
        if (!(await this.#connection.recovered())) break;
        await this.#resume();
      }
    }
    this.#loop = null;
  }

  /** Finds the tails' places again after the connection was lost. */
  async #resume(): Promise<void> {
    for (const tail of this.#tails.values()) {
      // A failure here means the connection went again: the next read fails too, and leads back here.
      await tail.resume().catch(() => undefined);
    }
  }
}
