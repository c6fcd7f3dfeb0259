import { requireInput } from '../require-input.js';
import { type GoalForecast, goalGame, type GoalSport } from './goal-game.js';
import type { GameOdds } from './game-odds.js';
import { solveRising } from './solve-rising.js';

const START = { lead: 0, shareLeft: 1 };
/** Goals of a whole game between which the total is looked for. */
const FEWEST = 0.6;
const MOST = 8;
/** Share of a total that the weaker side has at least. */
const LEAST_SHARE = 0.02;
/** Relative standard error of either side's goals by odds before the game; an assumption. */
const LEAST_ERROR = 0.12;

/**
 * Goals expected of each side by odds before a game. Where level games are a result of their own, the odds of a draw give
 * the total; where they are played on, odds say nothing of it and `usualTotal` stands.
 * @param usualTotal goals of both sides in an average game of the league
 * @throws FairValueError
 */
export function goalsFromOdds(sport: GoalSport, odds: GameOdds, usualTotal: number): GoalForecast {
  const share = requireInput('home share', odds.home / (odds.home + odds.away), 'open-probability');
  requireInput('usual total', usualTotal, 'positive');
  requireInput('error', odds.error, 'not-negative');
  const outlook = (total: number, part: number) =>
    goalGame(sport, START, { home: total * part, away: total * (1 - part), error: 0 });
  const partOf = (total: number) =>
    solveRising(
      (part) => {
        const { home, away } = outlook(total, part);
        return home.probability / (home.probability + away.probability);
      },
      share,
      LEAST_SHARE,
      1 - LEAST_SHARE,
    );
  const total =
    sport.level === 'stands'
      ? solveRising((goals) => -outlook(goals, partOf(goals)).draw.probability, -odds.draw, FEWEST, MOST)
      : usualTotal;
  const part = partOf(total);
  return { home: total * part, away: total * (1 - part), error: Math.hypot(LEAST_ERROR, odds.error) };
}
