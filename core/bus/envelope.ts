/** What every message carries beside its payload, so that one trade can be followed from tick to settlement. */
export interface Envelope<T> {
  /** Unique; handlers are idempotent by it. A message from the outbox keeps its id when it is published again. */
  readonly id: string;
  /** Version of the channel's payload schema. */
  readonly version: number;
  /** When the thing happened, Unix ms. */
  readonly eventTime: number;
  /** When it was put on the bus, Unix ms. */
  readonly publishTime: number;
  /** The agent that published it, e.g. `venue-watcher:kalshi`. */
  readonly source: string;
  /** Shared by all messages that follow from one first message. */
  readonly trace: string;
  /** Id of the message this one answers; null for a first cause. */
  readonly cause: string | null;
  readonly payload: T;
}

export interface PublishOptions {
  /** Message id; a fresh one by default. Outbox messages pass theirs. */
  readonly id?: string;
  /** Unix ms; the publish time by default. */
  readonly eventTime?: number;
  /** The envelope this message answers: takes over its trace and names it as cause. */
  readonly because?: Pick<Envelope<unknown>, 'id' | 'trace'>;
}
