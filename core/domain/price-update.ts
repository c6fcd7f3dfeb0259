import { PRICE_SCALE, type Price, type Quantity } from '../money/money.js';
import type { MarketId } from './platform.js';

/** One price level: YES-terms price and the quantity resting there. */
export type Level = readonly [price: Price, quantity: Quantity];

/**
 * The top of one market's book. Stands alone: a reader that missed earlier updates loses nothing.
 * YES terms, best level first on both sides; the NO side is the mirror (a NO ask at p is a YES bid at 1 − p).
 */
export interface PriceUpdate {
  readonly market: MarketId;
  /** Grows by one whenever the stream behind the book was interrupted: two prices of different epochs may hide a gap. */
  readonly epoch: number;
  /** Count of book changes within the epoch. */
  readonly sequence: number;
  /** `broken`: the book cannot be trusted until the next `live` update; its levels are empty. */
  readonly status: 'live' | 'broken';
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
  /** The venue's own time of the change, Unix ms; null where it sent none. */
  readonly venueTime: number | null;
  /** When our socket gave us the frame, Unix ms. */
  readonly receivedAt: number;
}

function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function levelsProblem(levels: unknown, descending: boolean): string | null {
  if (!Array.isArray(levels)) return 'is not a list';
  let previous = descending ? PRICE_SCALE : 0;
  for (const level of levels as unknown[]) {
    if (!Array.isArray(level) || level.length !== 2) return 'holds something that is not [price, quantity]';
    const [at, size] = level as unknown[];
    if (!isWhole(at) || at <= 0 || at >= PRICE_SCALE) return `holds the price ${String(at)}, outside 1…9999`;
    if (!isWhole(size) || size === 0) return `holds the quantity ${String(size)}`;
    if (descending ? at >= previous : at <= previous) return 'is not sorted best first';
    previous = at;
  }
  return null;
}

/**
 * Why a value is no PriceUpdate, or null when it is one. Written by hand because prices are the hottest message on the
 * bus; the test holds it against the equivalent zod schema.
 */
export function priceUpdateProblem(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return 'is not an object';
  const update = value as Record<string, unknown>;
  if (typeof update['market'] !== 'string' || !/^(polymarket|kalshi):./.test(update['market'])) {
    return 'market is no "<platform>:<id>"';
  }
  if (!isWhole(update['epoch'])) return 'epoch is no whole number';
  if (!isWhole(update['sequence'])) return 'sequence is no whole number';
  if (update['status'] !== 'live' && update['status'] !== 'broken') return 'status is neither live nor broken';
  if (update['venueTime'] !== null && !isWhole(update['venueTime'])) return 'venueTime is no time';
  if (!isWhole(update['receivedAt'])) return 'receivedAt is no time';
  const bids = levelsProblem(update['bids'], true);
  if (bids) return `bids ${bids}`;
  const asks = levelsProblem(update['asks'], false);
  if (asks) return `asks ${asks}`;
  return null;
}
