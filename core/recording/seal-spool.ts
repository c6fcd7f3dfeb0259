import { open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { clearDrafts } from '../parquet/clear-drafts.js';
import { ParquetFile } from '../parquet/parquet-file.js';
import { utcDayOf } from '../performance/utc-day.js';
import type { RecordedEntry } from './recorded-entry.js';
import { recordedColumns } from './recorded-columns.js';
import { recordingPath } from './recording-files.js';
import { decodeEntries } from './spool/spool-format.js';
import type { SpoolFile } from './spool/spool-files.js';

/** Read and packed at once: a few milliseconds of work. */
const PORTION = 256 * 1_024;
/** A single entry is no larger: what Kalshi documents for snapshots, and a little. */
const MOST_ENTRY = 65 * 1_024 * 1_024;

export interface Sealed {
  readonly entries: number;
  /** Bytes at the end that were no whole entry: what its writer was at when it was killed. */
  readonly torn: number;
  /** Of the files that it became. */
  readonly paths: readonly string[];
}

/**
 * Turns a closed spool file into Parquet, a file for each UTC day in it, and removes it then. Killed in between, it is
 * done again with the same outcome. Memory stays flat, and between portions others have their turn.
 */
export async function sealSpool(recordings: string, source: string, spool: SpoolFile): Promise<Sealed> {
  const paths: string[] = [];
  let entries = 0;
  let day = Number.NaN;
  let file: ParquetFile | null = null;
  let torn = 0;
  try {
    for await (const portion of portionsOf(spool.path)) {
      if (typeof portion === 'number') {
        torn = portion;
        break;
      }
      for (const rows of runsOfDays(portion)) {
        const of = utcDayOf(rows[0]?.at ?? 0);
        if (of !== day) {
          // A clock that was set back begins a day anew: its file goes by another name.
          const path = recordingPath(
            recordings,
            source,
            of,
            paths.length === 0 ? spool.name : `${spool.name}-${paths.length}`,
          );
          await file?.publish();
          file = null;
          await clearDrafts(dirname(path));
          file = await ParquetFile.create(path, recordedColumns);
          paths.push(path);
          day = of;
        }
        await file?.write(rows as unknown as readonly Record<string, unknown>[]);
        entries += rows.length;
      }
    }
  } catch (error) {
    await file?.abandon();
    throw error;
  }
  await file?.publish();
  await rm(spool.path, { force: true });
  return { entries, torn, paths };
}

/** Portions of entries, then the number of bytes that are none, where there are any. */
async function* portionsOf(path: string): AsyncGenerator<readonly RecordedEntry[] | number> {
  const handle = await open(path, 'r');
  try {
    let rest = Buffer.alloc(0);
    let whole = 0;
    for (;;) {
      const chunk = Buffer.alloc(PORTION);
      const { bytesRead } = await handle.read(chunk, 0, PORTION);
      const bytes = Buffer.concat([rest, chunk.subarray(0, bytesRead)]);
      const { entries, used, damaged } = decodeEntries(bytes);
      if (entries.length > 0) yield entries;
      whole += used;
      rest = bytes.subarray(used);
      if (bytesRead === 0 || damaged || rest.length > MOST_ENTRY) break;
    }
    const { size } = await handle.stat();
    if (size > whole) yield size - whole;
  } finally {
    await handle.close();
  }
}

/** Entries in their order, cut where the day changes. */
function runsOfDays(entries: readonly RecordedEntry[]): readonly (readonly RecordedEntry[])[] {
  const runs: RecordedEntry[][] = [];
  let day = Number.NaN;
  for (const entry of entries) {
    const of = utcDayOf(entry.at);
    if (of !== day) runs.push([]);
    day = of;
    runs.at(-1)?.push(entry);
  }
  return runs;
}
