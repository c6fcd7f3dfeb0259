import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { dayName } from '../performance/utc-day.js';

/** `<recordings>/bus/date=2026-11-21/1795251600000-a1b2.parquet`; the name begins with the time of its first entry. */
export const recordingPath = (recordings: string, source: string, day: number, name: string): string =>
  join(recordings, source, `date=${dayName(day)}`, `${name}.parquet`);

/** A closed file of the recorder. */
export interface RecordingFile {
  readonly path: string;
  readonly source: string;
  /** Start of the day, Unix ms. */
  readonly day: number;
  /** File name without its ending. */
  readonly name: string;
}

const FOLDER = /^date=(\d{4}-\d\d-\d\d)$/;

/** The closed files of the recorder, by day and then by the time of their first entry. */
export async function recordingFiles(recordings: string): Promise<readonly RecordingFile[]> {
  const files: RecordingFile[] = [];
  for (const from of await names(recordings)) {
    for (const folder of await names(join(recordings, from))) {
      const day = Date.parse(FOLDER.exec(folder)?.[1] ?? '');
      if (Number.isNaN(day)) continue;
      for (const file of await names(join(recordings, from, folder))) {
        if (!file.endsWith('.parquet')) continue;
        const path = join(recordings, from, folder, file);
        files.push({ path, source: from, day, name: file.slice(0, -'.parquet'.length) });
      }
    }
  }
  return files.sort((a, b) => a.day - b.day || startOf(a) - startOf(b) || (a.path < b.path ? -1 : 1));
}

const startOf = ({ name }: RecordingFile): number => Number(/^\d+/.exec(name)?.[0] ?? 0);

const names = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder).catch(() => [])).filter((name) => !name.startsWith('.'));
