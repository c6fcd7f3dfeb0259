import { requireInput } from '../require-input.js';
import type { GameOutlook } from './game-outlook.js';
import { mixOutlooks } from './mix-outlooks.js';

/** How a sport scores by the clock on the wall, pauses included. */
export interface ScoringPace {
  /** Scores of both sides a second. */
  readonly perSecond: number;
  /** What one of them usually brings. */
  readonly points: number;
}

/**
 * What is to be thought of a game whose score is so many seconds old: either side may have scored since, and who trades
 * against us may have seen it. That is an error of what we know, so it goes into the standard error.
 * @param outlookAt the outlook at a lead of the home side
 * @throws FairValueError
 */
export function withUnseenScores(
  outlookAt: (lead: number) => GameOutlook,
  lead: number,
  { perSecond, points }: ScoringPace,
  seconds: number,
): GameOutlook {
  requireInput('points', points, 'positive-count');
  const missed = 1 - Math.exp(-requireInput('perSecond', perSecond, 'not-negative') * Math.max(0, seconds));
  requireInput('seconds', seconds, 'finite');
  return mixOutlooks([
    { weight: 1 - missed, outlook: outlookAt(lead) },
    { weight: missed / 2, outlook: outlookAt(lead + points) },
    { weight: missed / 2, outlook: outlookAt(lead - points) },
  ]);
}
