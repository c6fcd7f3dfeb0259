import type { Listing } from '@pm-arbitrage/agents/market-matcher/listing.js';
import { readListings } from '@pm-arbitrage/agents/market-matcher/offline/read-listings.js';
import type { Platform } from '@pm-arbitrage/core/domain/platform.js';
import { readInput } from './read-input.js';

/** The listings of some files by their ids; of a market that two of them hold, the later. @throws MatchInputError */
export function listingsOf(files: readonly string[], platform: Platform): ReadonlyMap<string, Listing> {
  const listings = files.flatMap((file) => readListings(readInput(file), platform).listings);
  return new Map(listings.map((listing) => [listing.id, listing]));
}
