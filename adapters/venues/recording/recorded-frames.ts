import { mergedLines } from './merged-lines.js';
import { Unwrapper } from './unwrap.js';

/** One thing a recording holds, in the order in which the recorder's socket gave it. */
export type RecordedFrame = { readonly file: string; readonly line: number } & (
  | {
      readonly kind: 'frame';
      /** The venue's frame, parsed. */
      readonly frame: unknown;
      /** Unix ms; null where the recorder kept no time. */
      readonly receivedAt: number | null;
    }
  | { readonly kind: 'note'; readonly type: string; readonly connected: boolean }
  | { readonly kind: 'malformed'; readonly reason: string }
);

/**
 * Everything in the files, streamed, envelopes taken off.
 * @throws RecordingError when a file cannot be read.
 */
export async function* recordedFrames(files: readonly string[]): AsyncGenerator<RecordedFrame> {
  const unwrapper = new Unwrapper();
  for await (const { file, line, text } of mergedLines(files)) yield { file, line, ...unwrapper.unwrap(text) };
}

/** What `replay` feeds to `KalshiBooks` or `PolymarketBooks`. */
export interface ReplayFrame {
  /** Unix ms; frames without a time of their own carry that of the frame before, 0 at the start. */
  readonly receivedAt: number;
  readonly frame: unknown;
}

/**
 * The venue's frames of a recording in order, for a replay; the recorder's notes and damaged lines are left out.
 * @throws RecordingError when a file cannot be read.
 */
export async function* replayFrames(files: readonly string[]): AsyncGenerator<ReplayFrame> {
  let receivedAt = 0;
  for await (const recorded of recordedFrames(files)) {
    if (recorded.kind !== 'frame') continue;
    receivedAt = recorded.receivedAt ?? receivedAt;
    yield { receivedAt, frame: recorded.frame };
  }
}
