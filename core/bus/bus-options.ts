import type { Clock } from '../clock/clock.js';
import type { Ids } from '../random/ids.js';

/** How often and how fast a message comes back to a handler that rejected it. */
export interface RedeliveryPolicy {
  /** Deliveries of one message to one group before it is parked. */
  readonly maxAttempts: number;
  /** Pause in ms after the given failed attempt (1 is the first). The consumer waits: order is kept. */
  readonly backoffMs: (attempt: number) => number;
}

/** 0.1 + 0.3 + 0.9 + 2.7 s between five attempts: outlives a dropped connection, not an outage. */
export const defaultRedelivery: RedeliveryPolicy = {
  maxAttempts: 5,
  backoffMs: (attempt) => Math.min(100 * 3 ** (attempt - 1), 10_000),
};

/** A durable message that was set aside on `dead.{stream}` because one group could not handle it. */
export interface ParkedMessage {
  readonly stream: string;
  readonly group: string;
  /** `invalid`: no handler saw it. `failed`: the handler rejected it, or died over it, `attempts` times. */
  readonly reason: 'invalid' | 'failed';
  readonly error: string;
  /** Times it was delivered to the group, this one included. */
  readonly attempts: number;
  /** The message in wire form, as it was found. */
  readonly text: string;
}

/** What both buses are given. A bus object belongs to one agent, whose name is `source`. */
export interface BusOptions {
  /** The agent that publishes through this object, e.g. `venue-watcher:kalshi`. */
  readonly source: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly redelivery?: RedeliveryPolicy;
  /** Told of every message this object parked, so that the runtime can raise an alert. */
  readonly onParked?: (message: ParkedMessage) => void;
  /** Told when a `follow` handler threw, which is a bug. By default the error is thrown on, and ends the process. */
  readonly onHandlerError?: (error: unknown, stream: string) => void;
}

/** The default of `onHandlerError`. */
export function throwOn(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
