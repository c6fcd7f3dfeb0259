import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Platform } from '@pm-arbitrage/core/domain/platform.js';
import { readColumnNames, readRows } from '@pm-arbitrage/core/parquet/read-rows.js';
import { z } from 'zod';
import { BacktestDataError } from '../data/data-error.js';

/** What was traded of one side of a pair in a bar. */
export interface SeriesSide {
  /** Last price of the bar, dollars of a YES contract. */
  readonly close: number;
  /** Contracts that changed hands within the bar. */
  readonly volume: number;
}

/** One bar of a pair. A side is null where nothing was traded in it: an old price is no price. */
export interface SeriesBar {
  readonly pair: string;
  /** The bar's stamp, Unix ms; the data does not say whether it is its start or its end. */
  readonly stamp: number;
  readonly sides: Readonly<Record<Platform, SeriesSide | null>>;
}

const venue = (name: Platform) => [`${name}_close`, `${name}_volume`, `${name}_has_trade`];
const COLUMNS = ['timestamp', 'pair_id', ...venue('kalshi'), ...venue('polymarket')];

/** Whether a Parquet file holds prices of pairs at both venues. Damaged files hold none. */
export async function isSeries(path: string): Promise<boolean> {
  const names = await readColumnNames(path);
  return names !== null && COLUMNS.every((name) => names.has(name));
}

const figure = z.number().nullable();
const rowSchema = z.object({
  timestamp: z.coerce.number().int().positive(),
  pair_id: z.string().min(1),
  kalshi_close: figure,
  kalshi_volume: figure,
  kalshi_has_trade: z.boolean().nullable(),
  polymarket_close: figure,
  polymarket_volume: figure,
  polymarket_has_trade: z.boolean().nullable(),
});
type Row = z.infer<typeof rowSchema>;

/** The bars of a series by their stamps. `refused` counts rows that are none. @throws BacktestDataError */
export async function readSeries(
  path: string,
): Promise<{ readonly bars: readonly SeriesBar[]; readonly refused: number }> {
  try {
    const rows = await readRows(path, COLUMNS);
    const read = rows.map((row) => rowSchema.safeParse(row));
    const bars = read.flatMap(({ data }) => (data === undefined ? [] : [barOf(data)]));
    const sorted = bars.toSorted((a, b) => a.stamp - b.stamp || (a.pair < b.pair ? -1 : 1));
    return { bars: sorted, refused: rows.length - bars.length };
  } catch (cause) {
    throw new BacktestDataError('backtest.series', `${path} cannot be read: ${messageOf(cause)}`, { path }, { cause });
  }
}

const barOf = (row: Row): SeriesBar => ({
  pair: row.pair_id,
  stamp: row.timestamp * 1_000,
  sides: { kalshi: sideOf(row, 'kalshi'), polymarket: sideOf(row, 'polymarket') },
});

function sideOf(row: Row, name: Platform): SeriesSide | null {
  const close = row[`${name}_close`];
  const volume = row[`${name}_volume`];
  const traded = row[`${name}_has_trade`];
  if (traded !== true || close === null || volume === null || !(close > 0 && close < 1) || !(volume > 0)) return null;
  return { close, volume };
}
