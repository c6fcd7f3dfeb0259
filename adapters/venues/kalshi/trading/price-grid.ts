import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { type Price, price, PRICE_SCALE } from '@pm-arbitrage/core/money/money.js';

type PriceRanges = Market['priceRanges'];

/** Whether a YES price is allowed: on a step of a range, strictly between 0 and 1 dollar (kalshi.md §5). */
export const isOnGrid = (at: Price, ranges: PriceRanges): boolean =>
  at > 0 &&
  at < PRICE_SCALE &&
  ranges.some(({ start, end, step }) => at >= start && at <= end && (at - start) % step === 0);

/** The lowest and the highest allowed price. @throws MoneyError never for grids that list a market. */
export function gridEnds(ranges: PriceRanges): { readonly lowest: Price; readonly highest: Price } {
  let lowest = PRICE_SCALE;
  let highest = 0;
  for (const { start, end, step } of ranges) {
    lowest = Math.min(lowest, start === 0 ? step : start);
    const last = end - ((end - start) % step);
    highest = Math.max(highest, last === PRICE_SCALE ? last - step : last);
  }
  return { lowest: price(lowest), highest: price(highest) };
}
