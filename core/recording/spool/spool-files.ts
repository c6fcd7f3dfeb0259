import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Spools of all sources, inside the recordings: `spool/venue.kalshi/1795251600000-a1b2.open`. */
export const spoolRoot = (recordings: string): string => join(recordings, 'spool');
export const spoolFolder = (recordings: string, source: string): string => join(spoolRoot(recordings), source);

const NAME = /^(\d+-[0-9a-z-]+)\.(open|closed)$/i;

/** A file of raw entries that waits to become Parquet; `open` while its writer appends. */
export interface SpoolFile {
  readonly path: string;
  /** The name that its Parquet file will have. */
  readonly name: string;
  readonly state: 'open' | 'closed';
  readonly bytes: number;
  /** When it was written to last, or its writer last said that it lives, Unix ms. */
  readonly touchedAt: number;
}

/** Files of one source, oldest first. */
export async function spoolFiles(folder: string): Promise<readonly SpoolFile[]> {
  const files: SpoolFile[] = [];
  for (const entry of await readdir(folder).catch(() => [])) {
    const [, name, state] = NAME.exec(entry) ?? [];
    if (name === undefined || state === undefined) continue;
    const path = join(folder, entry);
    const found = await stat(path).catch(() => null);
    if (found === null) continue;
    files.push({ path, name, state: state as SpoolFile['state'], bytes: found.size, touchedAt: found.mtimeMs });
  }
  return files.sort((a, b) => Number.parseInt(a.name, 10) - Number.parseInt(b.name, 10) || (a.name < b.name ? -1 : 1));
}

/** What a closed file is called. */
export const closedPath = (openPath: string): string => openPath.replace(/\.open$/, '.closed');
