import { type Platform, platforms } from '@pm-arbitrage/core/domain/platform.js';
import type { RecordedFeed } from '../../replay/recorded-feed.js';
import type { ReplayInput } from '../../replay/replay-input.js';
import type { SeriesBar } from './read-series.js';
import { seriesBook, type SeriesTerms } from './series-book.js';
import { seriesMarket } from './series-markets.js';

/** The time between two bars of a pair: the shortest there is, ms; 0 where no pair has two. */
export function barLength(bars: readonly SeriesBar[]): number {
  const last = new Map<string, number>();
  let shortest = Number.POSITIVE_INFINITY;
  for (const { pair, stamp } of bars) {
    const before = last.get(pair);
    if (before !== undefined && stamp > before) shortest = Math.min(shortest, stamp - before);
    last.set(pair, stamp);
  }
  return Number.isFinite(shortest) ? shortest : 0;
}

/**
 * Bars as what a swarm hears: a market when its pair first appears, and a book a side. A bar is heard a whole bar after its
 * stamp: should the stamp be its start, nothing is known early. `bars` ascending.
 */
export async function* seriesInputs(
  bars: readonly SeriesBar[],
  feeds: Readonly<Record<Platform, RecordedFeed>>,
  terms: SeriesTerms,
): AsyncGenerator<ReplayInput> {
  const late = barLength(bars);
  const listed = new Set<string>();
  let sequence = 0;
  for (const { pair, sides, stamp } of bars) {
    const at = stamp + late;
    for (const platform of platforms) {
      const market = seriesMarket(platform, pair, at);
      const feed = feeds[platform];
      if (!listed.has(market.id)) {
        listed.add(market.id);
        yield { at, give: () => feed.market(market) };
      }
      const update = seriesBook(sides[platform], terms, { market: market.id, sequence: ++sequence, at });
      yield { at, give: () => feed.price(update) };
    }
  }
}
