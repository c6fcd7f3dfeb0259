import type { LiveMarket } from '../engine/live-market.js';
import { contracts, dollars } from './fixed-point.js';

type WireLevel = readonly [price: string, size: string];

export interface BookSides {
  /** YES bids, ascending. */
  readonly yes: readonly WireLevel[];
  /** NO bids, ascending in the prices shown. */
  readonly no: readonly WireLevel[];
}

/**
 * Bids of both sides, ascending, the best one last (reference §7.4). A YES ask is a NO bid at one minus its price.
 * @param depth best levels of each side, 0 for all
 * @param useYesPrice write the NO side on the YES leg, as the WebSocket can
 */
export function bookSides(live: LiveMarket | undefined, depth: number, useYesPrice: boolean): BookSides {
  const take = <T>(levels: readonly T[]) => (depth === 0 ? levels : levels.slice(0, depth));
  const bids = take(live?.book.bids.levels ?? []);
  const asks = take(live?.book.asks.levels ?? []);
  const yes = bids.map(({ price, size }): WireLevel => [dollars(price), contracts(size)]).reverse();
  const no = asks.map(({ price, size }): WireLevel => [dollars(useYesPrice ? price : 10_000 - price), contracts(size)]);
  return { yes, no: useYesPrice ? no : no.reverse() };
}
