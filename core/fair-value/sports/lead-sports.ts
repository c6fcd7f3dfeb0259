import type { LeadSport } from './lead-motion.js';

const NFL_SOURCE =
  'H. Stern, On the probability of winning a football game, The American Statistician 45 (1991): 13.86 points around ' +
  'the spread. Drawn overtimes: our assumption, about one in fifteen since overtime was cut to ten minutes in 2017.';
const NBA_SOURCE =
  'H. Stern, A Brownian motion model for the progress of sports scores, JASA 89 (1994); 12 points around a rating: ' +
  'W. Winston, Mathletics (2009), ch. 43, after J. Sagarin.';
const WNBA_SOURCE =
  "Our assumption: the margin of the men's league, its variance by the time that is played, 12·√(40/48), rounded.";

export const leadSports = {
  nfl: { regulationSeconds: 3_600, overtimeSeconds: 600, marginSd: 13.86, drawnOvertimes: 0.067, source: NFL_SOURCE },
  nba: { regulationSeconds: 2_880, overtimeSeconds: 300, marginSd: 12, drawnOvertimes: 0, source: NBA_SOURCE },
  wnba: { regulationSeconds: 2_400, overtimeSeconds: 300, marginSd: 11, drawnOvertimes: 0, source: WNBA_SOURCE },
} as const satisfies Record<string, LeadSport>;
