import type { OracleFact } from '@pm-arbitrage/core/domain/oracle-tick.js';

/** A game of a scoreboard, sides by the names that are written there. */
export interface ScoreboardGame {
  readonly kind: 'game';
  readonly id: string;
  readonly home: string;
  readonly away: string;
  /** Unix ms. */
  readonly startsAt: number;
  readonly homeScore: number;
  readonly awayScore: number;
  readonly state: (OracleFact & { kind: 'game' })['state'];
  readonly period: number;
  readonly secondsLeft: number | null;
  /** Baseball; null where it is not told. */
  readonly half: 'top' | 'bottom' | null;
}

export type ScoreboardNews = ScoreboardGame | { readonly kind: 'refused'; readonly reason: string };
