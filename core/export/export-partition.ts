import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { clearDrafts } from '../parquet/clear-drafts.js';
import { ParquetFile } from '../parquet/parquet-file.js';
import { readFacts } from '../parquet/read-facts.js';
import { dayName } from '../performance/utc-day.js';
import type { ExportTable } from './export-table.js';

/** Under this name a file carries what its rows were made of. */
const REVISION = 'pma.revision';

/** `<out>/trades/date=2026-11-21/part-0.parquet`. */
export const partitionPath = (out: string, table: string, day: number): string =>
  join(out, table, `date=${dayName(day)}`, 'part-0.parquet');

/** A day of a table, wherever its rows come from. */
export interface Partition {
  /** Start of the day, Unix ms. */
  readonly day: number;
  /** The same for the same rows. */
  readonly revision: string;
  rows(): AsyncIterable<readonly Readonly<Record<string, unknown>>[]>;
  /** What `rows` met and could not make a row of. */
  readonly refused?: () => number;
}

/**
 * Writes a day of a table, unless the file that is there was made of the very same rows: whole or not at all.
 * @returns what was written; null when nothing had to be
 */
export async function exportPartition(
  out: string,
  table: ExportTable,
  partition: Partition,
): Promise<{ readonly rows: number; readonly refused: number } | null> {
  const path = partitionPath(out, table.name, partition.day);
  const revision = `${columnsHash(table)}:${partition.revision}`;
  await clearDrafts(dirname(path));
  if ((await readFacts(path))?.[REVISION] === revision) return null;
  const file = await ParquetFile.create(path, table.columns, { [REVISION]: revision });
  try {
    for await (const rows of partition.rows()) await file.write(rows);
  } catch (error) {
    await file.abandon();
    throw error;
  }
  await file.publish();
  return { rows: file.rows, refused: partition.refused?.() ?? 0 };
}

/** Files of other columns are written anew. */
function columnsHash({ columns }: ExportTable): string {
  const shape = columns.map(({ name, type, nullable }) => [name, type, nullable]);
  return createHash('sha256').update(JSON.stringify(shape)).digest('hex').slice(0, 16);
}
