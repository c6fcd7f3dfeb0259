import type { PriceOf } from '../price-of.js';

export interface Candle {
  readonly from: number;
  /** Its end, exclusive; Unix ms. */
  readonly to: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/** Points of a candle at which its high and low are taken. */
const POINTS = 240;

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Length of an interval such as `1m`, ms; null for those that are no fixed length or that this stand-in lacks. */
export function intervalMs(interval: string): number | null {
  const match = /^([0-9]{1,2})([smhd])$/.exec(interval);
  return match ? Number(match[1]) * (UNITS[match[2] ?? ''] ?? 0) : null;
}

/** The candle of a symbol that runs at a time, as far as it has come; a function of time alone. */
export class CandleBook {
  readonly #priceOf: PriceOf;
  /** Highs and lows found so far, by symbol and length. */
  readonly #found = new Map<string, { from: number; next: number; high: number; low: number }>();

  constructor(priceOf: PriceOf) {
    this.#priceOf = priceOf;
  }

  /** @param last Unix ms of the last trade in it. */
  candle(symbol: string, lengthMs: number, last: number): Candle {
    const from = Math.floor(last / lengthMs) * lengthMs;
    const open = this.#priceOf(symbol, from);
    const close = this.#priceOf(symbol, last);
    const key = `${symbol} ${lengthMs}`;
    let found = this.#found.get(key);
    if (!found || found.from !== from) this.#found.set(key, (found = { from, next: from, high: open, low: open }));
    const step = Math.max(250, lengthMs / POINTS);
    for (; found.next <= last; found.next += step) {
      const price = this.#priceOf(symbol, found.next);
      found.high = Math.max(found.high, price);
      found.low = Math.min(found.low, price);
    }
    const [high, low] = [Math.max(found.high, close), Math.min(found.low, close)];
    return { from, to: from + lengthMs, open, high, low, close };
  }
}
