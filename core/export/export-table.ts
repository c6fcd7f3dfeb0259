import type { ParquetColumn } from '../parquet/parquet-column.js';

/** A column of an exported table, with what it means. */
export interface ExportColumn extends ParquetColumn {
  readonly about: string;
}

/** A column that the database fills. */
export interface DatabaseColumn extends ExportColumn {
  /** SQL expression over the table's `from`. */
  readonly sql: string;
}

/** A table made from the database. */
export interface DatabaseTable {
  readonly source: 'database';
  readonly name: string;
  readonly about: string;
  readonly columns: readonly DatabaseColumn[];
  /** FROM clause, with short aliases. */
  readonly from: string;
  /** Unix ms of a row, by which it belongs to a day; null: rows have no history and are of the day of the export. */
  readonly at: string | null;
  /** What tells rows of one moment apart, as text. */
  readonly key: string;
}

/** A table made from the bus messages that the recorder kept. */
export interface RecordedTable {
  readonly source: 'recording';
  readonly name: string;
  readonly about: string;
  readonly columns: readonly ExportColumn[];
  /** Folders of the recordings that hold them. */
  readonly sources: RegExp;
  /** Streams that it is made from. */
  readonly streams: RegExp;
  /** The row of one message; null for a payload that is none of the stream's. Money in whole units. */
  row(stream: string, payload: unknown, receivedAt: number): Readonly<Record<string, unknown>> | null;
}

export type ExportTable = DatabaseTable | RecordedTable;
