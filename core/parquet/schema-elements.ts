import type { SchemaElement } from 'hyparquet';
import type { ParquetColumn, ParquetType } from './parquet-column.js';

const primitives: Readonly<Record<Exclude<ParquetType, 'levels'>, Omit<SchemaElement, 'name'>>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  flag: { type: 'BOOLEAN' },
  float: { type: 'DOUBLE' },
  whole: { type: 'INT64' },
  time: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
  price: { type: 'INT32', converted_type: 'DECIMAL', precision: 9, scale: 4 },
  quantity: { type: 'INT64', converted_type: 'DECIMAL', precision: 18, scale: 6 },
  usd: { type: 'INT64', converted_type: 'DECIMAL', precision: 18, scale: 6 },
};

/**
 * The columns as a Parquet file declares them, depth first.
 * @see https://github.com/apache/parquet-format/blob/master/LogicalTypes.md
 */
export function schemaElements(columns: readonly ParquetColumn[]): SchemaElement[] {
  return [{ name: 'root', num_children: columns.length }, ...columns.flatMap(elementsOf)];
}

function elementsOf({ name, type, nullable }: ParquetColumn): SchemaElement[] {
  if (type !== 'levels') {
    return [{ name, ...primitives[type], repetition_type: nullable ? 'OPTIONAL' : 'REQUIRED' }];
  }
  return [
    { name, converted_type: 'LIST', repetition_type: 'REQUIRED', num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', repetition_type: 'REQUIRED', num_children: 2 },
    { name: 'price', ...primitives.price, repetition_type: 'REQUIRED' },
    { name: 'quantity', ...primitives.quantity, repetition_type: 'REQUIRED' },
  ];
}
