import { readRecording } from '@pm-arbitrage/core/recording/read-recording.js';
import type { RecordedEntry } from '@pm-arbitrage/core/recording/recorded-entry.js';
import { type RecordingFile, recordingFiles } from '@pm-arbitrage/core/recording/recording-files.js';

/** An entry and the folder that it is from: `venue.kalshi`, `oracle.crypto`, `bus`. */
export interface SourcedEntry extends RecordedEntry {
  readonly source: string;
}

/** Which part of a folder of recordings. Times are Unix ms, `to` not included; null: no bound. */
export interface RecordedSpan {
  readonly from: number | null;
  readonly to: number | null;
}

/**
 * Everything that the recorder kept, in the order of receipt: each source in its own order, sources merged by time and,
 * within a millisecond, by name. Memory holds a row group a source. @throws RecordingUnreadableError
 */
export async function* recordedEntries(recordings: string, { from, to }: RecordedSpan): AsyncGenerator<SourcedEntry> {
  const bySource = new Map<string, RecordingFile[]>();
  for (const file of await recordingFiles(recordings))
    bySource.set(file.source, [...(bySource.get(file.source) ?? []), file]);
  const heads: { entry: SourcedEntry; readonly rest: AsyncGenerator<SourcedEntry> }[] = [];
  for (const [source, files] of [...bySource].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const rest = entriesOf(source, files);
    const first = await rest.next();
    if (!first.done) heads.push({ entry: first.value, rest });
  }
  while (heads.length > 0) {
    const head = heads.reduce((best, other) => (other.entry.at < best.entry.at ? other : best));
    const { entry } = head;
    if ((from === null || entry.at >= from) && (to === null || entry.at < to)) yield entry;
    const next = await head.rest.next();
    if (next.done) heads.splice(heads.indexOf(head), 1);
    else head.entry = next.value;
  }
}

/** Times of one source never run back: its own order is the truth, whatever a clock was set to. */
async function* entriesOf(source: string, files: readonly RecordingFile[]): AsyncGenerator<SourcedEntry> {
  let last = 0;
  for (const { path } of files)
    for await (const entries of readRecording(path))
      for (const entry of entries) {
        last = Math.max(last, entry.at);
        yield { ...entry, at: last, source };
      }
}
