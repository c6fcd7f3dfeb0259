import type { ScoringPace } from '@pm-arbitrage/core/fair-value/sports/unseen-scores.js';
import type { League } from '@pm-arbitrage/core/settlement-terms/sports/leagues.js';

/** What a league's games look like to a clock. */
export interface LeagueShape {
  readonly periods: number;
  /** Seconds of a period; of sports without a clock null. */
  readonly periodSeconds: number | null;
  /** Scores of both sides in an average game where odds do not tell it: goals, runs; null where it is not needed. */
  readonly usualTotal: number | null;
  readonly pace: ScoringPace;
}

/**
 * Lengths by the leagues' rules. Totals and paces are averages of recent seasons, rounded, and assumptions of this
 * project: scores in a game over the time it takes from start to end.
 */
export const leagueShapes: Readonly<Record<League, LeagueShape>> = {
  nfl: { periods: 4, periodSeconds: 900, usualTotal: null, pace: { perSecond: 0.0008, points: 7 } },
  nba: { periods: 4, periodSeconds: 720, usualTotal: null, pace: { perSecond: 0.011, points: 2 } },
  wnba: { periods: 4, periodSeconds: 600, usualTotal: null, pace: { perSecond: 0.009, points: 2 } },
  mlb: { periods: 9, periodSeconds: null, usualTotal: 8.9, pace: { perSecond: 0.0009, points: 1 } },
  nhl: { periods: 3, periodSeconds: 1_200, usualTotal: 6.1, pace: { perSecond: 0.0007, points: 1 } },
  'fifa-world-cup': { periods: 2, periodSeconds: 2_700, usualTotal: 2.6, pace: { perSecond: 0.0004, points: 1 } },
};
