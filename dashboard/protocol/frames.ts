import { timeSchema } from '@pm-arbitrage/core/domain/money-schemas.js';
import { z } from 'zod';
import { topicNameSchema, type DocumentTopic, type TableTopic, type TopicItem } from './topics.js';

export { closeCodes, livePath, silenceLimitMs } from './link-rules.js';

/**
 * How far a client got with a topic: the life of the server and the number of the last frame that it has taken in.
 * Numbers grow by one or more from frame to frame of one topic, so a gap is no loss.
 */
export const placeSchema = z.object({ life: z.string().min(1).max(100), sequence: z.int().min(0) });
export type Place = z.infer<typeof placeSchema>;

/** What a client says. */
export const clientFrameSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('subscribe'),
    /** `after`: where an earlier connection stopped. Where that is not known any more a snapshot comes. */
    topics: z.array(z.object({ topic: topicNameSchema, after: placeSchema.optional() })).max(50),
  }),
  z.object({ type: z.literal('unsubscribe'), topics: z.array(topicNameSchema).max(50) }),
  z.object({ type: z.literal('ping') }),
]);
export type ClientFrame = z.infer<typeof clientFrameSchema>;

type DocumentFrames = {
  [T in DocumentTopic]: {
    readonly type: 'document';
    readonly topic: T;
    readonly sequence: number;
    /** Null: not known yet. */
    readonly value: TopicItem<T> | null;
  };
}[DocumentTopic];

type SnapshotFrames = {
  [T in TableTopic]: {
    readonly type: 'snapshot';
    readonly topic: T;
    readonly sequence: number;
    /** All there are; rows that the client had and that are not among them are gone. */
    readonly rows: readonly TopicItem<T>[];
  };
}[TableTopic];

type DeltaFrames = {
  [T in TableTopic]: {
    readonly type: 'delta';
    readonly topic: T;
    readonly sequence: number;
    /** New or changed rows, whole. */
    readonly put: readonly TopicItem<T>[];
    /** Ids of rows that are gone. */
    readonly remove: readonly string[];
  };
}[TableTopic];

/** What the server says, JSON text, at most ten frames a second of one topic. */
export type ServerFrame =
  /** The first frame of a connection. `now` is the server's clock, Unix ms, by which ages are to be told. */
  | { readonly type: 'hello'; readonly life: string; readonly now: number }
  | DocumentFrames
  | SnapshotFrames
  | DeltaFrames
  | { readonly type: 'pong'; readonly now: number };

/** Frames of the server as the page may check them; the items are checked by the schemas of `topics`. */
export const helloSchema = z.object({ type: z.literal('hello'), life: z.string(), now: timeSchema });
