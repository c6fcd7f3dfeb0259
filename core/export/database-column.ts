import type { ParquetType } from '../parquet/parquet-column.js';
import type { DatabaseColumn } from './export-table.js';

/** A column that always has a value. */
export const always = (name: string, type: ParquetType, sql: string, about: string): DatabaseColumn => ({
  name,
  type,
  sql,
  about,
  nullable: false,
});

/** A column that may have none. */
export const maybe = (name: string, type: ParquetType, sql: string, about: string): DatabaseColumn => ({
  name,
  type,
  sql,
  about,
  nullable: true,
});
