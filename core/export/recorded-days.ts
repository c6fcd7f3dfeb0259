import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { parsedEnvelope } from '../recording/parsed-envelope.js';
import { readRecording } from '../recording/read-recording.js';
import { type RecordingFile, recordingFiles } from '../recording/recording-files.js';
import type { Partition } from './export-partition.js';
import type { RecordedTable } from './export-table.js';

type Row = Readonly<Record<string, unknown>>;

/** The days from `from` up to `to` of which the recorder closed files. What it still writes is not among them. */
export async function recordedDays(
  recordings: string,
  table: RecordedTable,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<readonly Partition[]> {
  const byDay = new Map<number, RecordingFile[]>();
  for (const file of await recordingFiles(recordings)) {
    if (file.day >= from && file.day < to && table.sources.test(file.source))
      byDay.set(file.day, [...(byDay.get(file.day) ?? []), file]);
  }
  return Promise.all(
    [...byDay].map(async ([day, files]) => {
      const tally = { refused: 0 };
      return {
        day,
        revision: await revisionOf(files),
        rows: () => rowsOf(table, files, tally),
        refused: () => tally.refused,
      };
    }),
  );
}

/** Closed files never change: their names and sizes say what is in them. */
async function revisionOf(files: readonly RecordingFile[]): Promise<string> {
  const hash = createHash('sha256');
  for (const { path, source, name } of files) hash.update(`${source}/${name} ${(await stat(path)).size}\n`);
  return hash.digest('hex').slice(0, 32);
}

async function* rowsOf(
  table: RecordedTable,
  files: readonly RecordingFile[],
  tally: { refused: number },
): AsyncGenerator<readonly Row[]> {
  for (const { path } of files) {
    for await (const entries of readRecording(path)) {
      const rows: Row[] = [];
      for (const { kind, label, text, at } of entries) {
        if (kind !== 'message' || !table.streams.test(label)) continue;
        const envelope = parsedEnvelope(text);
        const row = envelope === null ? null : table.row(label, envelope.payload, at);
        if (row === null) tally.refused++;
        else rows.push(row);
      }
      if (rows.length > 0) yield rows;
    }
  }
}
