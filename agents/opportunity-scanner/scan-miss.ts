import type { NearMiss, NearMissReason } from '@pm-arbitrage/core/covers/evaluation.js';

/**
 * Besides those of a walk: `stale`, the book of `leg` is older than the limit although its price would do; `dust`, a
 * profit below the smallest worth trading; `no-book`, nothing heard of `leg` yet.
 */
export type ScanMissReason = NearMissReason | 'stale' | 'dust' | 'no-book';

/** A walk's near miss, or one of the scanner's own. */
export interface ScanMiss extends Omit<NearMiss, 'reason'> {
  readonly reason: ScanMissReason;
}

/** A near miss found before anything was computed. */
export const ownMiss = (reason: ScanMissReason, leg: number | null): ScanMiss => ({
  outcome: 'near-miss',
  reason,
  leg,
  bestPrice: null,
  bestEdge: null,
  best: null,
});
