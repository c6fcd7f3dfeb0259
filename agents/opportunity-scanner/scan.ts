import type { Opportunity } from '@pm-arbitrage/core/domain/opportunity.js';
import type { NearMissRecord } from './near-miss-ring.js';
import type { ScanMissReason } from './scan-miss.js';

/** An opportunity that must not be acted on any more. */
export interface GoneOpportunity {
  readonly opportunityId: string;
  readonly coverId: string;
  /** A near miss's reason; `removed` when the cover no longer follows from markets and matches. */
  readonly reason: ScanMissReason | 'removed';
  readonly at: number;
}

/** What one event led to. */
export interface Scan {
  /** New, materially changed, or renewed after its time to live. */
  readonly found: readonly Opportunity[];
  readonly gone: readonly GoneOpportunity[];
  /** Near misses with a new reason or new numbers. */
  readonly missed: readonly NearMissRecord[];
}

/** Shared by the great majority of events, which lead to nothing. */
export const NOTHING: Scan = Object.freeze({
  found: Object.freeze([]),
  gone: Object.freeze([]),
  missed: Object.freeze([]),
});

export interface ScanDraft extends Scan {
  readonly found: Opportunity[];
  readonly gone: GoneOpportunity[];
  readonly missed: NearMissRecord[];
}

/** How often each path was taken since the start. */
export interface ScannerCounts {
  readonly prices: number;
  /** Covers looked at because something about them changed. */
  readonly considered: number;
  /** Refused by the sum of best asks alone. */
  readonly refused: number;
  /** Walked through the depth of all legs. */
  readonly walked: number;
  readonly found: number;
}

/** How far a cover is from being one that can be bought below its floor. */
export interface CoverDistance {
  readonly coverId: string;
  /** Sum of the best asks, Price units; NO_ASK or more where a leg cannot be bought. */
  readonly bestPrice: number;
  readonly floor: number;
}
