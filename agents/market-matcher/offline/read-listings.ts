import type { Platform } from '@pm-arbitrage/core/domain/platform.js';
import type { Listing } from '../listing.js';
import { listingOfKalshi } from './listing-of-kalshi.js';
import { listingOfPolymarket } from './listing-of-polymarket.js';
import { rawMarkets } from './raw-markets.js';
import type { LeftOut } from './reading.js';
import { unmatchable } from './unmatchable.js';

export interface ReadListings {
  readonly listings: readonly Listing[];
  /** Markets and lines that could not be read, each with its place. */
  readonly leftOut: readonly LeftOut[];
  /** Markets that a later one with the same id replaced. */
  readonly repeated: number;
}

/** Reads the text of a file of raw listings. Never throws: what cannot be read is named. */
export function readListings(text: string, platform: Platform): ReadListings {
  const read = platform === 'kalshi' ? listingOfKalshi : listingOfPolymarket;
  const listings = new Map<string, Listing>();
  const leftOut: LeftOut[] = [];
  let markets = 0;
  for (const found of rawMarkets(text)) {
    if ('reason' in found) {
      leftOut.push(found);
      continue;
    }
    const { market, event, place } = found;
    const reading = read(market, event);
    if (typeof reading === 'string') {
      leftOut.push({ kind: 'malformed', reason: reading, place });
      continue;
    }
    const why = unmatchable(market);
    if (why) {
      leftOut.push({ ...why, place });
      continue;
    }
    markets++;
    listings.set(reading.id, reading);
  }
  return { listings: [...listings.values()], leftOut, repeated: markets - listings.size };
}
