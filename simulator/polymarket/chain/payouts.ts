import type { PolymarketListing } from '../../world/polymarket-listing.js';
import { venueResult } from '../../world/question.js';
import type { PolymarketCatalogue } from '../catalogue.js';

/** Whether each token pays its dollar, YES first; null until the market is resolved. */
export function payoutsOf(
  catalogue: PolymarketCatalogue,
  { question, outcome }: PolymarketListing,
): readonly [0 | 1, 0 | 1] | null {
  if (catalogue.phase(question) !== 'settled') return null;
  return venueResult(question, 'polymarket', outcome) ? [1, 0] : [0, 1];
}
