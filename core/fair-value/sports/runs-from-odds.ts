import { requireInput } from '../require-input.js';
import { type BaseballGame, baseballGame, type RunForecast } from './baseball-game.js';
import type { GameOdds } from './game-odds.js';
import { solveRising } from './solve-rising.js';

const FIRST_PITCH: BaseballGame = { lead: 0, inning: 1, half: 'top', outs: 0, bases: '---', extraRunner: true };
const LEAST_SHARE = 0.1;
/** Relative standard error of either side's runs by odds before the game; an assumption. */
const LEAST_ERROR = 0.1;

/**
 * Runs expected of each side over nine innings by odds before a game, which say nothing of the total: `usualTotal` stands.
 * @param usualTotal runs of both sides in an average game
 * @throws FairValueError
 */
export function runsFromOdds(odds: GameOdds, usualTotal: number): RunForecast {
  const share = requireInput('home share', odds.home / (odds.home + odds.away), 'open-probability');
  requireInput('usual total', usualTotal, 'positive');
  requireInput('error', odds.error, 'not-negative');
  const wins = (part: number) =>
    baseballGame(FIRST_PITCH, { home: usualTotal * part, away: usualTotal * (1 - part), error: 0 }).home.probability;
  const part = solveRising(wins, share, LEAST_SHARE, 1 - LEAST_SHARE);
  return {
    home: usualTotal * part,
    away: usualTotal * (1 - part),
    error: Math.hypot(LEAST_ERROR, odds.error),
  };
}
