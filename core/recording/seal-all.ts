import { readdir, rename } from 'node:fs/promises';
import { sealSpool } from './seal-spool.js';
import { closedPath, type SpoolFile, spoolFiles, spoolFolder, spoolRoot } from './spool/spool-files.js';

/** An open file that its writer has not touched for this long has none any more, ms: living ones say so every two seconds. */
const ABANDONED_MS = 60_000;

/** What one round of sealing did. */
export interface SealRound {
  readonly files: number;
  readonly entries: number;
  /** Bytes of entries that their killed writers had not finished. */
  readonly torn: number;
  /** Files of writers that are gone without having closed them. */
  readonly adopted: number;
}

/**
 * Takes over every closed spool file, and open ones whose writer is gone, and makes Parquet of them.
 * @param now Unix ms
 */
export async function sealAll(recordings: string, now: number): Promise<SealRound> {
  const round = { files: 0, entries: 0, torn: 0, adopted: 0 };
  for (const source of (await readdir(spoolRoot(recordings)).catch(() => [])).sort()) {
    for (const found of await spoolFiles(spoolFolder(recordings, source))) {
      const file = found.state === 'open' ? await adopted(found, now) : found;
      if (file === null) continue;
      if (file !== found) round.adopted++;
      const { entries, torn } = await sealSpool(recordings, source, file);
      round.files++;
      round.entries += entries;
      round.torn += torn;
    }
  }
  return round;
}

async function adopted(file: SpoolFile, now: number): Promise<SpoolFile | null> {
  if (now - file.touchedAt < ABANDONED_MS) return null;
  const path = closedPath(file.path);
  await rename(file.path, path);
  return { ...file, path, state: 'closed' };
}
