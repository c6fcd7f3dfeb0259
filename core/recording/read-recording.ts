import { gunzipSync } from 'node:zlib';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { CodedError, messageOf } from '../errors/coded-error.js';
import type { RecordedEntry, RecordedKind } from './recorded-entry.js';

/** Thrown when a file of the recorder cannot be read. */
export class RecordingUnreadableError extends CodedError {}

const compressors = { GZIP: (bytes: Uint8Array): Uint8Array => gunzipSync(bytes) };

/** The entries of a recorder's file in their order, a row group at a time. @throws RecordingUnreadableError */
export async function* readRecording(path: string): AsyncGenerator<readonly RecordedEntry[]> {
  try {
    const file = await asyncBufferFromFile(path);
    const metadata = await parquetMetadataAsync(file);
    let rowStart = 0;
    for (const group of metadata.row_groups) {
      const rowEnd = rowStart + Number(group.num_rows);
      const rows = await parquetReadObjects({ file, metadata, compressors, rowStart, rowEnd });
      yield rows.map(({ at, kind, label, text }) => ({
        at: (at as Date).getTime(),
        kind: kind as RecordedKind,
        label: String(label),
        text: String(text),
      }));
      rowStart = rowEnd;
    }
  } catch (cause) {
    const message = `cannot read ${path}: ${messageOf(cause)}; check that it is a whole file of the recorder`;
    throw new RecordingUnreadableError('recording.unreadable', message, { path }, { cause });
  }
}
