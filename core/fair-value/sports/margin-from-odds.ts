import { requireInput } from '../require-input.js';
import { type LeadSport, leadMotion, type MarginForecast } from './lead-motion.js';
import type { GameOdds } from './game-odds.js';
import { solveRising } from './solve-rising.js';

const WIDEST = 60;
/** Points by which odds before a game measure strength wrongly, and how well the spread of results is known: assumptions. */
const LEAST_ERROR = 1.5;
const SD_ERROR = 0.06;

/** The margin that odds before a game expect, home minus away, points. @throws FairValueError */
export function marginFromOdds(sport: LeadSport, { home, away, error }: GameOdds): MarginForecast {
  const share = requireInput('home share', home / (home + away), 'open-probability');
  requireInput('error', error, 'not-negative');
  const game = { lead: 0, secondsLeft: sport.regulationSeconds, overtime: false, drawPossible: false };
  const wins = (margin: number) => leadMotion(sport, game, { margin, marginError: 0, sdError: 0 }).home.probability;
  const margin = solveRising(wins, share, -WIDEST, WIDEST);
  const slope = wins(margin + 0.5) - wins(margin - 0.5);
  const told = error / Math.max(slope, 1e-6);
  return { margin, marginError: Math.min(WIDEST, Math.hypot(LEAST_ERROR, told)), sdError: SD_ERROR };
}
