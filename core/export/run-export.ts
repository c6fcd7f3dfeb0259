import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Queries } from '../db/database.js';
import { CodedError } from '../errors/coded-error.js';
import { DAY_MS, dayName, utcDayOf } from '../performance/utc-day.js';
import { daysOfRows, rowsOfDay } from './database-rows.js';
import { exportPartition, type Partition } from './export-partition.js';
import type { ExportTable } from './export-table.js';
import { exportTables } from './export-tables.js';
import { recordedDays } from './recorded-days.js';

/** Thrown for an export that cannot be done as it was asked for. */
export class ExportError extends CodedError {}

/** What to export. Times are starts of UTC days, Unix ms. */
export interface ExportOrder {
  /** First day; null: the first that there is. */
  readonly from: number | null;
  /** Last day; null: today. */
  readonly to: number | null;
  /** Folder; made where it is missing. */
  readonly out: string;
  /** Names of tables; null: all. */
  readonly tables: readonly string[] | null;
}

export interface TableReport {
  readonly table: string;
  /** Days written, and their rows. */
  readonly written: number;
  readonly rows: number;
  /** Recorded messages among them that are none of their stream's: left out. */
  readonly refused: number;
  /** Days whose file was as it had to be. */
  readonly unchanged: number;
  /** Days that have a file and no rows any more; their files stay. */
  readonly kept: readonly string[];
}

/** Where rows come from. */
export interface ExportSources {
  readonly queries: Queries;
  /** The recorder's folder. */
  readonly recordings: string;
  /** Unix ms. */
  readonly now: number;
}

/**
 * Brings the files of a folder up to date: a Parquet file a table and UTC day. A day whose rows are as they were is not
 * touched; any other is written anew beside its file, which it then replaces.
 * @throws ExportError ParquetValueError
 */
export async function runExport(sources: ExportSources, order: ExportOrder): Promise<readonly TableReport[]> {
  const today = utcDayOf(sources.now);
  const from = order.from ?? 0;
  const to = (order.to ?? today) + DAY_MS;
  if (from >= to) {
    throw new ExportError(
      'export.range',
      `No day is from ${dayName(from)} to ${dayName(to - DAY_MS)}: turn them round`,
    );
  }
  const reports: TableReport[] = [];
  for (const table of chosen(order.tables)) {
    const partitions = await partitionsOf(sources, table, { from, to, today });
    let written = 0;
    let rows = 0;
    let refused = 0;
    for (const partition of partitions) {
      const done = await exportPartition(order.out, table, partition);
      if (done === null) continue;
      written++;
      rows += done.rows;
      refused += done.refused;
    }
    const days = new Set(partitions.map(({ day }) => dayName(day)));
    const kept = (await daysOnDisk(order.out, table.name)).filter(
      (name) => !days.has(name) && isWithin(name, from, to),
    );
    reports.push({ table: table.name, written, rows, refused, unchanged: partitions.length - written, kept });
  }
  return reports;
}

async function partitionsOf(
  { queries, recordings }: ExportSources,
  table: ExportTable,
  range: { readonly from: number; readonly to: number; readonly today: number },
): Promise<readonly Partition[]> {
  if (table.source === 'recording') return recordedDays(recordings, table, range);
  const days = await daysOfRows(queries, table, range);
  return days.map(({ day, revision }) => ({ day, revision, rows: () => rowsOfDay(queries, table, day) }));
}

function chosen(names: readonly string[] | null): readonly ExportTable[] {
  if (names === null) return exportTables;
  const unknown = names.find((name) => !exportTables.some((table) => table.name === name));
  if (unknown !== undefined) {
    const known = exportTables.map(({ name }) => name).join(', ');
    throw new ExportError('export.table', `There is no table "${unknown}"; choose of ${known}`, { unknown });
  }
  return exportTables.filter(({ name }) => names.includes(name));
}

async function daysOnDisk(out: string, table: string): Promise<readonly string[]> {
  const names = await readdir(join(out, table)).catch(() => []);
  return names.filter((name) => /^date=\d{4}-\d\d-\d\d$/.test(name)).map((name) => name.slice('date='.length));
}

const isWithin = (name: string, from: number, to: number): boolean => {
  const day = Date.parse(name);
  return day >= from && day < to;
};
