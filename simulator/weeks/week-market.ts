import type { Market } from '@pm-arbitrage/core/domain/market.js';

/** A market of a week with what only the world knows of it. Times Unix ms. */
export interface WeekMarket {
  /** As its venue lists it, open. */
  readonly market: Market;
  readonly watched: 'quick' | 'slow';
  /** Markets of one ladder, whose rungs a maker may mix up; null: of none. */
  readonly ladder: string | null;
  /** Two markets of one question, one at each venue; null: it is not listed twice. */
  readonly twin: string | null;
  readonly opensAt: number;
  /** Trading stops at the latest. */
  readonly closesAt: number;
  /** When the venue pays. */
  readonly paysAt: number;
  /** What YES is worth to who knows the path so far and its laws, 0…1. */
  fairAt(time: number): number;
  /** What the makers of its venue believe it is worth, where they hear of the world late; absent: what it is worth. */
  believedAt?(time: number): number;
  /** When it was decided, if before `closesAt`; null: not yet at this time. */
  decidedBy(time: number): number | null;
  /** Whether YES pays; asked after it is decided. */
  outcome(): boolean;
}
