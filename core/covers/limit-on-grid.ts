import type { Market } from '../domain/market.js';
import type { ContractSide } from '../domain/platform.js';
import { PRICE_SCALE, type Price, price } from '../money/money.js';

type PriceRanges = Market['priceRanges'];

/**
 * The lowest price a buy order may carry that still reaches `worst`, a level of the contract bought; null where the
 * grid has none. Venues keep resting orders when they coarsen the grid, so a level may lie between allowed prices.
 * Grids are in YES terms: buying NO at p is an order at 1 − p there, and reaching further means going down.
 */
export function limitOnGrid(worst: Price, side: ContractSide, ranges: PriceRanges): Price | null {
  if (side === 'yes') return nearest(worst, ranges, 'above');
  const yes = nearest(PRICE_SCALE - worst, ranges, 'below');
  return yes === null ? null : price(PRICE_SCALE - yes);
}

/**
 * The highest price a resting buy order may carry that is not above `most`, a price of the contract bought; null where
 * the grid has none.
 */
export function restingOnGrid(most: Price, side: ContractSide, ranges: PriceRanges): Price | null {
  if (side === 'yes') return nearest(most, ranges, 'below');
  const yes = nearest(PRICE_SCALE - most, ranges, 'above');
  return yes === null ? null : price(PRICE_SCALE - yes);
}

function nearest(at: number, ranges: PriceRanges, direction: 'above' | 'below'): Price | null {
  let found: number | null = null;
  for (const { start, end, step } of ranges) {
    const last = end - ((end - start) % step);
    let candidate: number;
    if (direction === 'above') {
      candidate = at <= start ? start : at + ((step - ((at - start) % step)) % step);
      if (candidate === 0) candidate = step;
      if (candidate > last || candidate >= PRICE_SCALE) continue;
      if (found === null || candidate < found) found = candidate;
    } else {
      if (at < start) continue;
      candidate = at >= last ? last : at - ((at - start) % step);
      if (candidate === PRICE_SCALE) candidate -= step;
      if (candidate <= 0 || candidate < start) continue;
      if (found === null || candidate > found) found = candidate;
    }
  }
  return found === null ? null : price(found);
}
