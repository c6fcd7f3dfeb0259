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
import { type BusOptions, type ParkedMessage, throwOn } from './bus-options.js';
import { BusUnavailableError } from './bus-unavailable-error.js';
import type { Channel } from './channel.js';
import { CounterBook } from './counter-book.js';
import type { Envelope, PublishOptions } from './envelope.js';
import type { Follower } from './memory-broadcast.js';
import { MemoryConsumer } from './memory-consumer.js';
import type { MemoryHub } from './memory-hub.js';
import { requireDelivery } from './require-delivery.js';
import { sealEnvelope } from './seal-envelope.js';

/**
 * One agent's end of the bus within a process. Deliveries happen in the order of publication, from a microtask, and
 * depend on nothing else, so the same publications give the same run. Payloads are shared, not copied: never change one.
 */
export class MemoryBus implements Bus {
  readonly #counters = new CounterBook();
  readonly #subscriptions = new Set<Subscription & { abort(): void; lag?(): GroupLag }>();
  #closed = false;

  constructor(
    private readonly hub: MemoryHub,
    private readonly options: BusOptions,
  ) {}

  publish<T>(channel: Channel<T>, payload: T, options?: PublishOptions): void {
    requireDelivery(channel, 'broadcast', 'publish');
    if (this.#closed) return;
    this.#counters.of(channel.stream).published++;
    this.hub.broadcast(channel).publish(sealEnvelope(this.options, channel.definition, payload, options));
  }

  async publishDurable<T>(channel: Channel<T>, payload: T, options?: PublishOptions): Promise<Envelope<T>> {
    requireDelivery(channel, 'durable', 'publishDurable');
    if (this.#closed) throw new BusUnavailableError('it was closed', { stream: channel.stream });
    const envelope = sealEnvelope(this.options, channel.definition, payload, options);
    this.hub.log(channel).append(envelope);
    this.#counters.of(channel.stream).published++;
    return envelope;
  }

  async follow<T>(
    channels: readonly Channel<T>[],
    handler: FollowHandler<T>,
    options: FollowOptions = {},
  ): Promise<Subscription> {
    for (const channel of channels) requireDelivery(channel, 'broadcast', 'follow');
    const followed = channels.map((channel) => {
      const follower: Follower = {
        handler: handler as FollowHandler<unknown>,
        onGap: options.onGap,
        wants: options.wants,
        onHandlerError: this.options.onHandlerError ?? throwOn,
        counters: this.#counters.of(channel.stream),
      };
      const broadcast = this.hub.broadcast(channel);
      broadcast.add(follower);
      return () => broadcast.remove(follower);
    });
    const abort = () => {
      for (const remove of followed) remove();
    };
    return this.#register({ abort, close: async () => abort() });
  }

  async consume<T>(channel: Channel<T>, options: ConsumeOptions, handler: ConsumeHandler<T>): Promise<Subscription> {
    requireDelivery(channel, 'durable', 'consume');
    const log = this.hub.log(channel);
    const consumer = new MemoryConsumer(
      this.options,
      log,
      log.group(options.group),
      this.hub.queue,
      this.#counters.of(channel.stream),
      handler as ConsumeHandler<unknown>,
      (message) => {
        this.hub.park(message);
        this.options.onParked?.(message);
      },
    );
    return this.#register(consumer);
  }

  counters(stream: string): BusCounters {
    return this.#counters.of(stream);
  }

  async lags(): Promise<readonly GroupLag[]> {
    return [...this.#subscriptions].flatMap((subscription) => subscription.lag?.() ?? []);
  }

  /** What lies on `dead.{stream}`, oldest first. */
  async parked(stream: string): Promise<readonly ParkedMessage[]> {
    return this.hub.parked(stream);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.close()));
  }

  /** Ends as if the process had died: nothing more is handled or acknowledged. For crash tests. */
  abort(): void {
    this.#closed = true;
    for (const subscription of this.#subscriptions) subscription.abort();
    this.#subscriptions.clear();
  }

  #register(subscription: Subscription & { abort(): void; lag?(): GroupLag }): Subscription {
    this.#subscriptions.add(subscription);
    return {
      close: async () => {
        await subscription.close();
        this.#subscriptions.delete(subscription);
      },
    };
  }
}
