/**
 * - `frame`: a text frame of a socket, as received
 * - `answer`: the body of an answer that was polled, as received
 * - `event`: something about the connection or the recorder itself, in words: opened, lost, dropped
 * - `message`: a message of the bus in its wire form (core/bus/wire.ts)
 */
export const recordedKinds = ['frame', 'answer', 'event', 'message'] as const;
export type RecordedKind = (typeof recordedKinds)[number];

/** One thing that was recorded, as it was. */
export interface RecordedEntry {
  /** When this process had it, Unix ms. */
  readonly at: number;
  readonly kind: RecordedKind;
  /** Which connection of the source it came over, or which stream of the bus. */
  readonly label: string;
  readonly text: string;
}
