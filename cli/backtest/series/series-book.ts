import type { MarketId } from '@pm-arbitrage/core/domain/platform.js';
import type { Level, PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import { PRICE_SCALE, price, quantity, QUANTITY_SCALE } from '@pm-arbitrage/core/money/money.js';
import type { SeriesSide } from './read-series.js';

/** What a price without a book is taken for. */
export interface SeriesTerms {
  /** Between the assumed bid and ask, dollars of a contract. */
  readonly spread: number;
  /** Contracts assumed on each side; never more than the bar traded. */
  readonly contracts: number;
}

const CENT = 100;

/**
 * The book that is assumed around a price: one level a side, half the spread away and rounded outwards to whole cents, of the
 * assumed size or of what the bar traded, whichever is less. Nobody showed that it was there. Broken without a price. Pure.
 */
export function seriesBook(
  side: SeriesSide | null,
  { spread, contracts }: SeriesTerms,
  told: { readonly market: MarketId; readonly sequence: number; readonly at: number },
): PriceUpdate {
  const { market, sequence, at } = told;
  const book = { market, epoch: 1, sequence, venueTime: null, receivedAt: at };
  const size = side === null ? 0 : Math.floor(Math.min(contracts, side.volume));
  if (side === null || size === 0) return { ...book, status: 'broken', bids: [], asks: [] };
  const middle = side.close * PRICE_SCALE;
  const half = (spread / 2) * PRICE_SCALE;
  // Prices such as 0.29 have no exact half; a millionth of a dollar must not move a book by a cent.
  const bid = Math.floor((middle - half + 1e-6) / CENT) * CENT;
  const ask = Math.ceil((middle + half - 1e-6) / CENT) * CENT;
  const level = (of: number): Level[] =>
    of > 0 && of < PRICE_SCALE ? [[price(of), quantity(size * QUANTITY_SCALE)]] : [];
  const asks = bid === ask ? level(ask + CENT) : level(ask);
  return { ...book, status: 'live', bids: level(bid), asks };
}
