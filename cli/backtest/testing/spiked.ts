import type { Level, PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import { PRICE_SCALE, price } from '@pm-arbitrage/core/money/money.js';
import type { WeekMoment } from '@pm-arbitrage/simulator/weeks/week-moment.js';

const MOVE = 1_800;

/**
 * The same days, with books moved by eighteen cents for a while though nothing happened: cheap contracts up, dear ones down.
 * Unix ms.
 */
export function* spiked(
  moments: Iterable<WeekMoment>,
  { from, to }: { readonly from: number; readonly to: number },
): Generator<WeekMoment> {
  for (const moment of moments)
    yield moment.at < from || moment.at >= to ? moment : { ...moment, updates: moment.updates.map(moved) };
}

function moved(update: PriceUpdate): PriceUpdate {
  const [bid, ask] = [update.bids[0]?.[0], update.asks[0]?.[0]];
  if (bid === undefined || ask === undefined) return update;
  const by = ask <= 4_500 ? MOVE : bid >= 5_500 ? -MOVE : 0;
  const level = ([of, size]: Level): Level[] => {
    const to = of + by;
    return to > 0 && to < PRICE_SCALE ? [[price(to), size]] : [];
  };
  return { ...update, bids: update.bids.flatMap(level), asks: update.asks.flatMap(level) };
}
