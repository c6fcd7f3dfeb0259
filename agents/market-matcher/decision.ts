import type { MatchEvidence } from '@pm-arbitrage/core/domain/match-evidence.js';
import type { Listing } from './listing.js';

/** A decision on a pair as it is stored: what it rests on, and both markets as they were read. */
export interface Decision {
  readonly evidence: MatchEvidence;
  readonly kalshi: Listing;
  readonly polymarket: Listing;
}
