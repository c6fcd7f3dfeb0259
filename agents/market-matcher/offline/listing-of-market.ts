import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { nativeIdOf } from '@pm-arbitrage/core/domain/platform.js';
import type { Listing } from '../listing.js';

/** A market of the bus as the matcher reads it. */
export const listingOfMarket = ({
  id,
  platform,
  title,
  subtitle,
  event,
  category,
  rules,
  strike,
  sources,
  openTime,
  closeTime,
}: Market): Listing => ({
  platform,
  id: nativeIdOf(id),
  title,
  subtitle,
  event: { id: event.slug ?? event.id, title: event.title },
  category,
  rules,
  strike,
  sources,
  openTime,
  closeTime,
});
