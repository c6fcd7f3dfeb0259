import { priceText } from '../price-text.js';
import type { TradeClock } from '../trade-clock.js';
import { type CandleBook, intervalMs } from './candle-book.js';

interface KlineWorld {
  readonly candles: CandleBook;
  readonly trades: TradeClock;
  /** Pairs that trade. */
  readonly trading: ReadonlySet<string>;
  /** Unix ms. */
  readonly now: number;
}

const MOST_ROWS = 1_000;
const DEFAULT_ROWS = 500;

/** Answers `GET /api/v3/klines`: rows of candles that began within the times asked for, the running one included. */
export function answerKlines(
  url: URL,
  { candles, trades, trading, now }: KlineWorld,
): { status: number; body: unknown } {
  if (url.pathname !== '/api/v3/klines') return { status: 404, body: { code: -1, msg: 'not found' } };
  const get = (name: string) => url.searchParams.get(name) ?? '';
  const pair = get('symbol').toLowerCase();
  if (!trading.has(pair)) return { status: 400, body: { code: -1121, msg: 'Invalid symbol.' } };
  const length = intervalMs(get('interval'));
  if (length === null) return { status: 400, body: { code: -1120, msg: 'Invalid interval.' } };
  const limit = Math.min(MOST_ROWS, Number(get('limit') || DEFAULT_ROWS));
  const end = Math.min(now, Number(get('endTime') || now));
  const rows: unknown[] = [];
  for (
    let from = Math.ceil(Number(get('startTime') || 0) / length) * length;
    from <= end && rows.length < limit;
    from += length
  ) {
    // Its last trade is the one before the next candle.
    const last = Math.min(trades.timeOf(trades.idAt(now)), trades.timeOf(trades.idAt(from + length - 1)));
    const { open, high, low, close } = candles.candle(`${pair.slice(0, -4)}-usdt`, length, Math.max(from, last));
    const prices = [open, high, low, close].map((price) => priceText(price, 8));
    rows.push([from, ...prices, '1.00000000', from + length - 1, '1.00000000', 100, '0.50000000', '0.50000000', '0']);
  }
  return { status: 200, body: rows };
}
