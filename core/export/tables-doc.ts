import type { ParquetType } from '../parquet/parquet-column.js';
import { exportTables } from './export-tables.js';

const types: Readonly<Record<ParquetType, string>> = {
  text: 'text',
  flag: 'boolean',
  float: 'double',
  whole: 'int64',
  time: 'timestamp, ms, UTC',
  price: 'decimal(9, 4)',
  quantity: 'decimal(18, 6)',
  usd: 'decimal(18, 6)',
  levels: 'list of (price, quantity)',
};

/** The tables of an export as Markdown, for docs/analysis.md. */
export const tablesDoc = (): string =>
  exportTables
    .map(({ name, about, columns, source }) =>
      [
        `### ${name}`,
        '',
        `${about}.${source === 'recording' ? ' From the recordings.' : ''}`,
        '',
        '| column | type | what it is |',
        '|---|---|---|',
        ...columns.map(
          (column) =>
            `| \`${column.name}\` | ${types[column.type]}${column.nullable ? ', may be missing' : ''} | ${column.about} |`,
        ),
      ].join('\n'),
    )
    .join('\n\n');
