import type { TopicName } from '../../protocol/topics.js';

/** State that clients follow. Changes are gathered and take effect together with `commit`. */
export interface LiveTopic {
  readonly name: TopicName;
  /** Number of the newest commit that changed anything. */
  readonly sequence: number;
  /** Whether there is anything to tell: false until the first state is there. */
  readonly ready: boolean;
  commit(): void;
  /**
   * The frame that takes a client from `sequence` to the newest commit, as text; null where it has that. From null, from
   * the future and from a past that is forgotten it is the whole state.
   */
  frameSince(sequence: number | null): string | null;
}
