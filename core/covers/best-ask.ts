import type { ContractSide } from '../domain/platform.js';
import type { PriceUpdate } from '../domain/price-update.js';
import { PRICE_SCALE } from '../money/money.js';

/** Stands for "cannot be bought": more than any floor, and small enough to be added up for any number of legs. */
export const NO_ASK = 1_000_000_000;

/**
 * The cheapest ask of a contract in Price units, or NO_ASK where the book is broken or has none. A NO is bought from
 * the best YES bid. Plain numbers and no allocation: this runs for every price update.
 */
export function bestAsk(update: PriceUpdate, side: ContractSide): number {
  if (update.status === 'broken') return NO_ASK;
  if (side === 'yes') {
    const level = update.asks[0];
    return level === undefined ? NO_ASK : level[0];
  }
  const level = update.bids[0];
  return level === undefined ? NO_ASK : PRICE_SCALE - level[0];
}

/** A bid at or above an ask: the venue would have matched them, so one of the two is not really there. */
export function isCrossed(update: PriceUpdate): boolean {
  const bid = update.bids[0];
  const ask = update.asks[0];
  return bid !== undefined && ask !== undefined && bid[0] >= ask[0];
}
