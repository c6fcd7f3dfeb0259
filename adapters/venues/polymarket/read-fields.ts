import type { Level } from '@pm-arbitrage/core/domain/price-update.js';
import { parseScaled } from '@pm-arbitrage/core/money/decimal.js';
import {
  PRICE_DECIMALS,
  PRICE_SCALE,
  QUANTITY_DECIMALS,
  type Price,
  type Quantity,
} from '@pm-arbitrage/core/money/money.js';
import { isBody, isCount, shown } from '../kalshi/read-fields.js';

/*
 * Readers of single wire fields of Polymarket. The venue drops the leading zero now and then (".48"), so that is
 * allowed; anything else that is no plain decimal is not.
 */

const plain = (text: string): string => (text.charCodeAt(0) === 46 ? `0${text}` : text);

/** A tradeable price strictly between 0 and 1 dollar; NaN when it is not. */
export function readPrice(value: unknown): number {
  if (typeof value !== 'string') return Number.NaN;
  const price = parseScaled(plain(value), PRICE_DECIMALS);
  return price > 0 && price < PRICE_SCALE ? price : Number.NaN;
}

/** A number of shares, not negative; NaN when it is not. */
export function readSize(value: unknown): number {
  if (typeof value !== 'string') return Number.NaN;
  const size = parseScaled(plain(value), QUANTITY_DECIMALS);
  return size >= 0 ? size : Number.NaN;
}

/** A touch: null for "0" and "1", which mean an empty side; undefined when absent or ""; NaN when it is none. */
export function readTouch(value: unknown): Price | null | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const price = readPrice(value);
  if (!Number.isNaN(price)) return price as Price;
  return typeof value === 'string' && /^[01](\.0*)?$/.test(value) ? null : (Number.NaN as Price);
}

/** Unix ms from a text or number; the venue mixes seconds and milliseconds. NaN when it is no time. */
export function readMillis(value: unknown): number {
  const time = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
  if (!isCount(time)) return Number.NaN;
  return time < 100_000_000_000 ? time * 1000 : time;
}

/** One side of a book, `[{price, size}]` in any order; zero sizes are dropped. Else what is wrong with it. */
export function readSide(value: unknown): Level[] | string {
  if (!Array.isArray(value)) return `is ${shown(value)} instead of a list`;
  const levels: Level[] = [];
  for (const level of value as unknown[]) {
    if (!isBody(level)) return `holds ${shown(level)} instead of {price, size}`;
    const price = readPrice(level['price']);
    if (Number.isNaN(price)) return `holds the price ${shown(level['price'])}`;
    const size = readSize(level['size']);
    if (Number.isNaN(size)) return `holds the size ${shown(level['size'])}`;
    if (size > 0) levels.push([price as Price, size as Quantity]);
  }
  return levels;
}
