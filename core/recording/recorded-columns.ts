import type { ParquetColumn } from '../parquet/parquet-column.js';

/** Columns of a recorder's file; rows are in the order of receipt. */
export const recordedColumns: readonly ParquetColumn[] = [
  { name: 'at', type: 'time', nullable: false },
  { name: 'kind', type: 'text', nullable: false },
  { name: 'label', type: 'text', nullable: false },
  { name: 'text', type: 'text', nullable: false },
];
