import { formatPrice, formatQuantity, formatUsd } from '@pm-arbitrage/core/money/money.js';
import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer';
import type { TradeRow } from '../../protocol/trade-row.js';

type Leg = TradeRow['legs'][number];
type Cell = string | number | boolean | null;

interface Column {
  readonly name: string;
  readonly type: 'STRING' | 'INT64' | 'DOUBLE' | 'TIMESTAMP';
  /** As a number in whole units, or as text. */
  readonly of: (trade: TradeRow, leg: Leg, index: number) => Cell;
  /** As CSV shows it; by default as it is. */
  readonly shown?: (trade: TradeRow, leg: Leg) => string;
}

const iso = (time: number | null): string => (time === null ? '' : new Date(time).toISOString());

/** One line a leg: what is of the trade is repeated with each. Money is text in dollars in CSV, micro-dollars in Parquet. */
const columns: readonly Column[] = [
  { name: 'trade_id', type: 'STRING', of: ({ id }) => id },
  { name: 'mode', type: 'STRING', of: ({ mode }) => mode },
  { name: 'strategy', type: 'STRING', of: ({ strategy }) => strategy },
  { name: 'kind', type: 'STRING', of: ({ kind }) => kind },
  { name: 'state', type: 'STRING', of: ({ state }) => state },
  { name: 'reason', type: 'STRING', of: ({ reason }) => reason },
  { name: 'requested_at', type: 'TIMESTAMP', of: (t) => t.requestedAt, shown: (t) => iso(t.requestedAt) },
  { name: 'executed_at', type: 'TIMESTAMP', of: (t) => t.executedAt, shown: (t) => iso(t.executedAt) },
  { name: 'settled_at', type: 'TIMESTAMP', of: (t) => t.settledAt, shown: (t) => iso(t.settledAt) },
  { name: 'tick_to_trade_ms', type: 'DOUBLE', of: ({ tickToTradeMs }) => tickToTradeMs },
  { name: 'trade_cost', type: 'INT64', of: (t) => t.cost, shown: (t) => formatUsd(t.cost) },
  { name: 'trade_fees', type: 'INT64', of: (t) => t.fees, shown: (t) => formatUsd(t.fees) },
  { name: 'trade_payout', type: 'INT64', of: (t) => t.payout, shown: (t) => formatUsd(t.payout) },
  { name: 'trade_pnl', type: 'INT64', of: (t) => t.pnl, shown: (t) => formatUsd(t.pnl) },
  { name: 'leg', type: 'INT64', of: (_trade, _leg, index) => index },
  { name: 'platform', type: 'STRING', of: (_trade, { platform }) => platform },
  { name: 'market', type: 'STRING', of: (_trade, { market }) => market },
  { name: 'title', type: 'STRING', of: (_trade, { title }) => title },
  { name: 'side', type: 'STRING', of: (_trade, { side }) => side },
  { name: 'limit_price', type: 'INT64', of: (_t, l) => l.limitPrice, shown: (_t, l) => formatPrice(l.limitPrice) },
  { name: 'quantity', type: 'INT64', of: (_t, l) => l.quantity, shown: (_t, l) => formatQuantity(l.quantity) },
  { name: 'filled', type: 'INT64', of: (_t, l) => l.filled, shown: (_t, l) => formatQuantity(l.filled) },
  { name: 'cost', type: 'INT64', of: (_t, l) => l.cost, shown: (_t, l) => formatUsd(l.cost) },
  { name: 'fee', type: 'INT64', of: (_t, l) => l.fee, shown: (_t, l) => formatUsd(l.fee) },
  {
    name: 'payout',
    type: 'INT64',
    of: (_t, l) => l.payout,
    shown: (_t, l) => (l.payout === null ? '' : formatUsd(l.payout)),
  },
];

/** Text that a spreadsheet must not take for a formula, nor a comma in it for the next column. */
function csvCell(value: Cell): string {
  if (typeof value !== 'string') return value === null ? '' : String(value);
  const harmless = /^[=+\-@\t\r]/.test(value) && !/^-?\d+(\.\d+)?$/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

const legsOf = (trades: readonly TradeRow[]) =>
  trades.flatMap((trade) => trade.legs.map((leg, index) => ({ trade, leg, index })));

/** CSV of all batches, a piece at a time (RFC 4180, UTF-8). */
export async function* tradesCsv(batches: AsyncIterable<readonly TradeRow[]>): AsyncGenerator<string> {
  yield `${columns.map(({ name }) => name).join(',')}\r\n`;
  for await (const trades of batches) {
    const lines = legsOf(trades).map(({ trade, leg, index }) =>
      columns.map(({ of, shown }) => csvCell(shown ? shown(trade, leg) : of(trade, leg, index))).join(','),
    );
    if (lines.length > 0) yield `${lines.join('\r\n')}\r\n`;
  }
}

/** Parquet of all batches, at most `most` legs, newest first; whole in memory, because the format ends with its index. */
export async function tradesParquet(batches: AsyncIterable<readonly TradeRow[]>, most: number): Promise<Buffer> {
  const cells: unknown[][] = columns.map(() => []);
  for await (const trades of batches) {
    for (const { trade, leg, index } of legsOf(trades))
      for (const [place, { of, type }] of columns.entries())
        cells[place]?.push(parquetCell(of(trade, leg, index), type));
    if ((cells[0]?.length ?? 0) >= most) break;
  }
  const columnData = columns.map(({ name, type }, place): ColumnSource => ({ name, type, data: cells[place] ?? [] }));
  return Buffer.from(parquetWriteBuffer({ columnData }));
}

function parquetCell(value: Cell, type: Column['type']): unknown {
  if (value === null) return null;
  if (type === 'INT64') return BigInt(value);
  return type === 'TIMESTAMP' ? new Date(Number(value)) : value;
}
