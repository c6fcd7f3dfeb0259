import { CodedError } from '../errors/coded-error.js';
import type { ParquetColumn } from './parquet-column.js';

/** Thrown for a value that its column cannot hold exactly: nothing is rounded or left out on the way to a file. */
export class ParquetValueError extends CodedError {}

/** Largest unscaled value of a DECIMAL(9) and of a DECIMAL(18). */
const MOST_9 = 999_999_999n;
const MOST_18 = 999_999_999_999_999_999n;

/**
 * A value as the writer takes it: whole units as bigint, so that no float comes between.
 * @param value as its type says; whole numbers also as decimal text, as databases give 64-bit ones
 * @throws ParquetValueError
 */
export function parquetCell(column: ParquetColumn, value: unknown): unknown {
  if (value === null || value === undefined) {
    if (column.nullable) return null;
    throw refused(column, value);
  }
  switch (column.type) {
    case 'text':
      if (typeof value === 'string') return value;
      break;
    case 'flag':
      if (typeof value === 'boolean') return value;
      break;
    case 'float':
      if (typeof value === 'number') return value;
      break;
    case 'whole':
    case 'time':
      return whole(column, value, MOST_18);
    case 'price':
      return whole(column, value, MOST_9);
    case 'quantity':
    case 'usd':
      return whole(column, value, MOST_18);
    case 'levels':
      if (Array.isArray(value)) return value.map((level) => levelCell(column, level));
      break;
  }
  throw refused(column, value);
}

function levelCell(column: ParquetColumn, level: unknown): { price: bigint; quantity: bigint } {
  if (!Array.isArray(level) || level.length !== 2) throw refused(column, level);
  return { price: whole(column, level[0], MOST_9), quantity: whole(column, level[1], MOST_18) };
}

function whole(column: ParquetColumn, value: unknown, most: bigint): bigint {
  const exact =
    typeof value === 'bigint' ||
    (typeof value === 'number' && Number.isSafeInteger(value)) ||
    (typeof value === 'string' && /^-?\d{1,19}$/.test(value));
  if (!exact) throw refused(column, value);
  const units = BigInt(value as bigint | number | string);
  if (units > most || units < -most) throw refused(column, value);
  return units;
}

const refused = ({ name, type }: ParquetColumn, value: unknown): ParquetValueError =>
  new ParquetValueError('parquet.value', `${String(value)} is no value of the column ${name} (${type})`, {
    column: name,
    type,
  });
