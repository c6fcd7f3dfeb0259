import { createHash } from 'node:crypto';
import type { Listing } from './listing.js';

/** SHA-256 of everything in a listing, the same for every copy of it, stored ones included. */
export function listingPrint(listing: Listing): string {
  const { platform, id, title, subtitle, event, category, rules, strike, sources, openTime, closeTime } = listing;
  const told = [
    [platform, id, title, subtitle, event.id, event.title, category, rules],
    strike === null ? null : [strike.type, strike.floor, strike.cap],
    sources,
    [openTime, closeTime],
  ];
  return createHash('sha256').update(JSON.stringify(told)).digest('hex');
}
