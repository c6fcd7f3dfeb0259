import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import { JsonClient } from '../../../transport/json-client.js';
import { TokenBucket } from '../../../transport/token-bucket.js';
import { isBody, readMs, readPrice, shown } from '../../transport/read-fields.js';

/** A candle that is over; times are Unix ms, `to` exclusive. */
export interface PastCandle {
  readonly from: number;
  readonly to: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

export interface PastCandles {
  /** Oldest first. */
  readonly candles: readonly PastCandle[];
  /** Why rows were left out. */
  readonly problems: readonly string[];
}

/** Rows of one answer; Binance gives a thousand at most. */
const MOST_ROWS = 1_000;
/** Weight of a request; 6,000 a minute are allowed to an address, ours is a tenth of that. */
const WEIGHT = 2;
const WEIGHT_PER_SECOND = 10;
const MOST_SAVED = 40;

/** Closed candles over REST, for those that nobody saw closing. */
export class CandleHistory {
  readonly #rest: JsonClient;

  /** @param url `https://api.binance.com`, `https://data-api.binance.vision`; no path. */
  constructor({ url, clock, random }: { readonly url: string; readonly clock: Clock; readonly random: Random }) {
    this.#rest = new JsonClient({
      venue: 'binance',
      baseUrl: url.replace(/\/+$/, ''),
      clock,
      random,
      bucket: new TokenBucket(clock, WEIGHT_PER_SECOND, MOST_SAVED),
      errorBody: (body) => ({
        code: isBody(body) && typeof body['code'] === 'number' ? String(body['code']) : '',
        message: isBody(body) && typeof body['msg'] === 'string' ? body['msg'] : '',
      }),
    });
  }

  /**
   * Candles of a pair (`btcusdt`) that began at `from` or later and were over by `until`, Unix ms.
   * @throws VenueRequestError when Binance refuses or stays silent; the signal's reason when it aborts.
   */
  async read(pair: string, interval: string, from: number, until: number, signal: AbortSignal): Promise<PastCandles> {
    const candles: PastCandle[] = [];
    const problems: string[] = [];
    for (let start = from; start < until;) {
      const query = new URLSearchParams({
        symbol: pair.toUpperCase(),
        interval,
        startTime: String(start),
        endTime: String(until - 1),
        limit: String(MOST_ROWS),
      });
      const rows = await this.#rest.read({ path: '/api/v3/klines', query, cost: WEIGHT }, signal);
      if (!Array.isArray(rows)) return { candles, problems: [...problems, `klines of ${pair} are ${shown(rows)}`] };
      const read = rows.map(readRow);
      for (const row of read) {
        if (typeof row === 'string') problems.push(`a kline of ${pair} ${row}`);
        else if (row.from >= start && row.to <= until) candles.push(row);
      }
      const last = read.at(-1);
      // A page that does not lead on is the last one.
      if (rows.length < MOST_ROWS || typeof last !== 'object' || last.to <= start) break;
      start = last.to;
    }
    return { candles, problems };
  }
}

/** A row `[openTime, open, high, low, close, volume, closeTime, …]`, or what is wrong with it. */
function readRow(row: unknown): PastCandle | string {
  if (!Array.isArray(row)) return `is ${shown(row)}`;
  const [from, last] = [readMs(row[0]), readMs(row[6])];
  if (!(from < last)) return `runs from ${shown(row[0])} to ${shown(row[6])}`;
  const [open, high, low, close] = row.slice(1, 5).map(readPrice) as [number, number, number, number];
  if (!(low <= Math.min(open, close) && high >= Math.max(open, close)))
    return `has prices that cannot be: ${shown(row.slice(1, 5))}`;
  return { from, to: last + 1, open, high, low, close };
}
