/**
 * What a column holds, and how its values are given:
 * - `text` string, `flag` boolean, `float` number (statistics, never money), `whole` 64-bit integer
 * - `time` Unix ms, in the file TIMESTAMP_MILLIS, UTC
 * - `price`, `quantity`, `usd` whole units of core/money, in the file DECIMAL(9, 4), DECIMAL(18, 6), DECIMAL(18, 6)
 * - `levels` a list of [price, quantity], in the file LIST<STRUCT<price, quantity>>
 */
export type ParquetType = 'text' | 'flag' | 'float' | 'whole' | 'time' | 'price' | 'quantity' | 'usd' | 'levels';

export interface ParquetColumn {
  readonly name: string;
  readonly type: ParquetType;
  /** Whether there may be no value. `levels` is empty instead. */
  readonly nullable: boolean;
}
