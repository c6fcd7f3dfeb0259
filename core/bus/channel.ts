import type { z } from 'zod';
import type { AgentName } from '../domain/agent-names.js';

/**
 * How a channel delivers (design §5).
 * - `latest`: each message stands alone; conflated per key, trimmed hard, read without groups
 * - `feed`: every message in order, no groups; a reader that fell behind the trim is told so
 * - `durable`: consumer groups, acknowledged after the effect is committed, redelivered, poison parked on `dead.{channel}`
 */
export type Delivery = 'latest' | 'feed' | 'durable';

/** One kind of channel. `name` may hold placeholders in braces, filled by `at`. */
export interface ChannelDefinition<T> {
  readonly name: string;
  readonly delivery: Delivery;
  /** Grows when the payload changes in a way old readers would misread; a reader refuses other versions. */
  readonly version: number;
  readonly schema: z.ZodType<T>;
  /** Why a value is no payload, or null. Defaults to the schema; hot channels bring a faster one. */
  readonly problem: (value: unknown) => string | null;
  /** Conflation key of a `latest` message. */
  readonly keyOf: (payload: T) => string;
  /** Entries kept at most (latest, feed); durable channels keep what is not acknowledged. */
  readonly maxLength: number;
  readonly publishers: readonly AgentName[];
  readonly subscribers: readonly AgentName[];
  readonly purpose: string;
}

/** A definition with its placeholders filled: what can be published to and read from. */
export interface Channel<T> {
  readonly stream: string;
  readonly definition: ChannelDefinition<T>;
}

/** Fills the placeholders of a channel name in order. */
export function channelAt<T>(definition: ChannelDefinition<T>, ...values: readonly string[]): Channel<T> {
  let index = 0;
  const stream = definition.name.replaceAll(/\{[a-z]+\}/g, (placeholder) => {
    const value = values[index++];
    if (value === undefined) throw new RangeError(`${definition.name} needs a value for ${placeholder}`);
    return value;
  });
  return { stream, definition };
}
