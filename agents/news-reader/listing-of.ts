import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { Listing } from '../market-matcher/listing.js';

/** What the reader may know of a market: its words, never its prices. */
export const listingOf = ({ id, platform, event, sources, openTime, closeTime, ...market }: Market): Listing => ({
  platform,
  id,
  title: market.title,
  subtitle: market.subtitle,
  event: { id: event.id, title: event.title },
  category: market.category,
  rules: market.rules,
  strike: market.strike,
  sources,
  openTime,
  closeTime,
});
