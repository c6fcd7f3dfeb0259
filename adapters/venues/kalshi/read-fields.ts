import type { Level } from '@pm-arbitrage/core/domain/price-update.js';
import { parseScaled } from '@pm-arbitrage/core/money/decimal.js';
import {
  PRICE_DECIMALS,
  PRICE_SCALE,
  QUANTITY_DECIMALS,
  type Price,
  type Quantity,
} from '@pm-arbitrage/core/money/money.js';

/*
 * Readers of single wire fields. Each answers the value or a sentence that says what is wrong, because a refused frame
 * must tell why; none throws, because frames arrive thousands of times a second and a bad one is no exception here.
 */

export type Body = Readonly<Record<string, unknown>>;

export const isBody = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** What a person sees of a wrong value. */
export const shown = (value: unknown): string => (value === undefined ? 'missing' : JSON.stringify(value).slice(0, 60));

/** A tradeable price "0.4500", strictly between 0 and 1 dollar; NaN when it is not. */
export function readPrice(value: unknown): number {
  if (typeof value !== 'string') return Number.NaN;
  const price = parseScaled(value, PRICE_DECIMALS);
  return price > 0 && price < PRICE_SCALE ? price : Number.NaN;
}

/** A contract count "12.50" in 1/1,000,000 contract; NaN when it is not one. */
export const readQuantity = (value: unknown): number =>
  typeof value === 'string' ? parseScaled(value, QUANTITY_DECIMALS) : Number.NaN;

/** One side of a snapshot; absent or null is an empty side. Zero quantities are dropped. */
export function readLevels(value: unknown): Level[] | string {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return `is ${shown(value)} instead of a list of levels`;
  const levels: Level[] = [];
  for (const level of value as unknown[]) {
    if (!Array.isArray(level) || level.length !== 2) return `holds ${shown(level)} instead of [price, quantity]`;
    const price = readPrice(level[0]);
    if (Number.isNaN(price)) return `holds the price ${shown(level[0])}`;
    const quantity = readQuantity(level[1]);
    if (!(quantity >= 0)) return `holds the quantity ${shown(level[1])}`;
    if (quantity > 0) levels.push([price as Price, quantity as Quantity]);
  }
  return levels;
}

/** Unix ms from `ts_ms`, else from an RFC 3339 text, else from Unix seconds; null when there is none. */
export function readTime(milliseconds: unknown, other?: unknown): number | null {
  if (isCount(milliseconds)) return milliseconds;
  if (typeof other === 'string') {
    const parsed = Date.parse(other);
    return Number.isNaN(parsed) ? null : Math.max(0, parsed);
  }
  return isCount(other) ? (other > 100_000_000_000 ? other : other * 1000) : null;
}
