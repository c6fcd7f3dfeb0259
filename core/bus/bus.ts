import type { Channel } from './channel.js';
import type { Envelope, PublishOptions } from './envelope.js';

export interface Subscription {
  /** Stops taking messages; resolves when the handler that runs now has ended. */
  close(): Promise<void>;
}

export type FollowHandler<T> = (payload: T, envelope: Envelope<T>) => void;
export type ConsumeHandler<T> = (payload: T, envelope: Envelope<T>) => Promise<void>;

export interface FollowOptions {
  /** Told when messages of a `feed` were trimmed before this reader saw them. `latest` readers need not know. */
  readonly onGap?: (channel: string) => void;
  /**
   * Asked of each message of a `latest` channel, by its conflation key: false drops it unread, and uncounted. Cheap and
   * without effects, for readers that share the keys of a channel among themselves.
   */
  readonly wants?: (key: string) => boolean;
}

export interface ConsumeOptions {
  /** The consumer group: each group sees every message once, whatever the number of its consumers. */
  readonly group: string;
  /** This consumer's name within the group, stable across restarts of the same instance. */
  readonly consumer: string;
}

/** Messages a bus counted, by stream: `invalid` never reached a handler; `parked` ones lie on `dead.{stream}`. */
export interface BusCounters {
  readonly published: number;
  readonly delivered: number;
  readonly conflated: number;
  readonly redelivered: number;
  readonly invalid: number;
  readonly parked: number;
  readonly gaps: number;
}

/** How far a consumer group of this bus is behind. */
export interface GroupLag {
  readonly stream: string;
  readonly group: string;
  /** Messages that the group has not acknowledged, those in hand included. */
  readonly messages: number;
}

/**
 * The bus. Two implementations, one contract: Redis Streams for many processes, memory for one process, tests and
 * replays. The contract suite in `bus.contract.ts` runs on both.
 */
export interface Bus {
  /**
   * Puts a message on a `latest` or `feed` channel without waiting for it: batched, and lost if the bus is down.
   * Such messages report what will be reported again; nothing else may depend on one of them.
   */
  publish<T>(channel: Channel<T>, payload: T, options?: PublishOptions): void;
  /** Puts a message on a `durable` channel; resolves once the bus holds it. @throws BusUnavailableError */
  publishDurable<T>(channel: Channel<T>, payload: T, options?: PublishOptions): Promise<Envelope<T>>;
  /** Reads `latest` and `feed` channels from now on, without a group. `latest` messages are conflated per key. */
  follow<T>(channels: readonly Channel<T>[], handler: FollowHandler<T>, options?: FollowOptions): Promise<Subscription>;
  /**
   * Reads a `durable` channel in a group, from the group's first message. Acknowledged after the handler resolves;
   * a handler that rejects sees the message again later, after some attempts it is parked on `dead.{stream}`.
   * One message at a time and in order for each consumer.
   */
  consume<T>(channel: Channel<T>, options: ConsumeOptions, handler: ConsumeHandler<T>): Promise<Subscription>;
  counters(stream: string): BusCounters;
  /** How far the groups that this bus consumes in are behind. @throws BusUnavailableError */
  lags(): Promise<readonly GroupLag[]>;
  /** Sends what is buffered, then closes all subscriptions and connections. */
  close(): Promise<void>;
}
