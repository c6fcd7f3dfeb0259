import type { Redis } from 'ioredis';
import type { Cancel } from '../clock/clock.js';
import { messageOf } from '../errors/coded-error.js';
import type {
  Bus,
  BusCounters,
  ConsumeHandler,
  ConsumeOptions,
  FollowHandler,
  FollowOptions,
  GroupLag,
  Subscription,
} from './bus.js';
import type { ParkedMessage } from './bus-options.js';
import { BusUnavailableError } from './bus-unavailable-error.js';
import type { Channel } from './channel.js';
import { CounterBook } from './counter-book.js';
import { readParked } from './dead-stream.js';
import type { Envelope, PublishOptions } from './envelope.js';
import { RedisConsumer } from './redis-consumer.js';
import { RedisFollower } from './redis-follower.js';
import { RedisGroup } from './redis-group.js';
import { canSend, openConnection, readyWithin } from './redis-connection.js';
import { BLOCK_MS, defaultRedisOptions, type RedisBusOptions, type ResolvedRedisOptions } from './redis-options.js';
import { RedisPublisher } from './redis-publisher.js';
import { trimAcknowledged } from './redis-trimmer.js';
import { requireDelivery } from './require-delivery.js';
import { sealEnvelope } from './seal-envelope.js';
import { encodeEnvelope } from './wire.js';

/** Field name of entries that have no conflation key. */
const PLAIN_FIELD = '_';

/**
 * One agent's end of the bus over Redis Streams. Connections: one for publishing and acknowledging, one for everything
 * followed, one for each consumer. They reconnect by themselves for as long as the bus is open.
 */
export class RedisBus implements Bus {
  readonly #options: ResolvedRedisOptions;
  readonly #counters = new CounterBook();
  readonly #commands: Redis;
  readonly #publisher: RedisPublisher;
  readonly #consumers = new Set<Subscription & { abort(): void; lag(): Promise<GroupLag> }>();
  /** Durable streams this bus writes or reads, by key, with the length they may have without a reader. */
  readonly #trimmed = new Map<string, number>();
  readonly #cancelTrim: Cancel;
  readonly #closing = new AbortController();
  #dropped = 0;
  #follower: RedisFollower | null = null;

  constructor(options: RedisBusOptions) {
    this.#options = { ...defaultRedisOptions, ...options };
    this.#commands = this.#open('commands');
    this.#publisher = new RedisPublisher(this.#commands, this.#options);
    this.#cancelTrim = options.clock.every(this.#options.trimEveryMs, () => void this.#trim());
  }

  publish<T>(channel: Channel<T>, payload: T, options?: PublishOptions): void {
    requireDelivery(channel, 'broadcast', 'publish');
    if (this.#closing.signal.aborted) return;
    const { definition, stream } = channel;
    const field = definition.delivery === 'latest' ? definition.keyOf(payload) : PLAIN_FIELD;
    const text = encodeEnvelope(sealEnvelope(this.#options, definition, payload, options));
    this.#counters.of(stream).published++;
    const { maxLength } = definition;
    this.#publisher.publish({ key: this.#keyOf(stream), field, text, maxLength, settle: this.#settleVolatile });
  }

  async publishDurable<T>(channel: Channel<T>, payload: T, options?: PublishOptions): Promise<Envelope<T>> {
    requireDelivery(channel, 'durable', 'publishDurable');
    const { definition, stream } = channel;
    if (this.#closing.signal.aborted) throw new BusUnavailableError('it was closed', { stream });
    const envelope = sealEnvelope(this.#options, definition, payload, options);
    this.#trimmed.set(this.#keyOf(stream), definition.maxLength);
    await this.#publisher.publishDurable(this.#keyOf(stream), PLAIN_FIELD, encodeEnvelope(envelope));
    this.#counters.of(stream).published++;
    return envelope;
  }

  async follow<T>(
    channels: readonly Channel<T>[],
    handler: FollowHandler<T>,
    options: FollowOptions = {},
  ): Promise<Subscription> {
    for (const channel of channels) requireDelivery(channel, 'broadcast', 'follow');
    await this.#connected();
    this.#follower ??= new RedisFollower(
      this.#open('follow'),
      this.#commands,
      this.#options.prefix,
      this.#options,
      this.#counters,
    );
    return this.#follower.add(channels, handler, options);
  }

  async consume<T>(channel: Channel<T>, options: ConsumeOptions, handler: ConsumeHandler<T>): Promise<Subscription> {
    requireDelivery(channel, 'durable', 'consume');
    const { stream, definition } = channel;
    await this.#connected();
    const group = new RedisGroup(this.#commands, this.#options.prefix, stream, options.group, options.consumer);
    try {
      await group.ensure();
    } catch (error) {
      throw new BusUnavailableError(messageOf(error), { stream, group: options.group }, error);
    }
    this.#trimmed.set(group.key, definition.maxLength);
    const reader = this.#open(`consume.${stream}`);
    const counters = this.#counters.of(stream);
    const consumer = new RedisConsumer(reader, this.#commands, group, channel, handler, this.#options, counters);
    this.#consumers.add(consumer);
    return {
      close: async () => {
        await consumer.close();
        this.#consumers.delete(consumer);
      },
    };
  }

  counters(stream: string): BusCounters {
    return this.#counters.of(stream);
  }

  async lags(): Promise<readonly GroupLag[]> {
    try {
      return await Promise.all([...this.#consumers].map((consumer) => consumer.lag()));
    } catch (error) {
      throw new BusUnavailableError(messageOf(error), {}, error);
    }
  }

  /** `latest` and `feed` messages of this bus that never reached Redis. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Messages that wait for Redis; a publisher that can pause should, long before `maxBuffered`. */
  get buffered(): number {
    return this.#publisher.waiting;
  }

  /** Whether Redis can be reached right now. */
  get connected(): boolean {
    return canSend(this.#commands);
  }

  /** What lies on `dead.{stream}`, oldest first. */
  parked(stream: string): Promise<readonly ParkedMessage[]> {
    return readParked(this.#commands, this.#options.prefix, stream);
  }

  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    await Promise.all([...this.#consumers].map((consumer) => consumer.close()));
    await this.#follower?.close();
    await this.#untilDrained();
    this.abort();
  }

  /** Ends as if the process had died: nothing is flushed, handled further or acknowledged. For crash tests. */
  abort(): void {
    this.#closing.abort();
    this.#cancelTrim();
    for (const consumer of this.#consumers) consumer.abort();
    void this.#follower?.close();
    this.#commands.disconnect();
    this.#publisher.abandon();
  }

  readonly #settleVolatile = (error: Error | null): void => {
    if (error !== null) this.#dropped++;
  };

  #open(role: string): Redis {
    const { url, source, timeoutMs, onConnectionError } = this.#options;
    return openConnection({
      url,
      name: `${source}/${role}`,
      timeoutMs,
      silenceMs: timeoutMs + BLOCK_MS,
      onConnectionError,
    });
  }

  #keyOf(stream: string): string {
    return this.#options.prefix + stream;
  }

  /** Waits for the first connection. @throws BusUnavailableError after `timeoutMs` */
  async #connected(): Promise<void> {
    const ready = await readyWithin(this.#commands, this.#options.clock, this.#options.timeoutMs);
    if (!ready) throw new BusUnavailableError(`no connection to Redis in ${this.#options.timeoutMs} ms`);
  }

  /** Waits for what was published, for `timeoutMs` at most. */
  async #untilDrained(): Promise<void> {
    let cancel: Cancel = () => undefined;
    const late = new Promise<void>((resolve) => {
      cancel = this.#options.clock.after(this.#options.timeoutMs, resolve);
    });
    await Promise.race([this.#publisher.drained(), late]);
    cancel();
  }

  async #trim(): Promise<void> {
    for (const [key, maxLength] of this.#trimmed) {
      // A trim that fails is made up for by the next.
      await trimAcknowledged(this.#commands, key, maxLength).catch(() => undefined);
    }
  }
}
