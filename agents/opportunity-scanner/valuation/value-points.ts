import type { SpreadTerms, TotalTerms } from '@pm-arbitrage/core/settlement-terms/sports/game-terms.js';
import { finishedGame } from './finished-game.js';
import { gameStanding, LIVE_MS } from './game-standing.js';
import type { SportsDesk } from './sports-desk.js';
import { unpriced } from './unpriced.js';
import type { Valuation } from './valuation.js';

/** How often points that were told are taken back, a goal by a video or a run by a challenge; our assumption. */
const TAKEN_BACK = 0.01;

/**
 * What YES of a market on points is worth: by the final score, and of a total once it has passed the line, because points
 * only grow. Before that nothing is said: no odds of lines are read. `now` Unix ms.
 */
export function valuePoints(terms: SpreadTerms | TotalTerms, desk: SportsDesk, now: number): Valuation {
  const standing = gameStanding(terms, desk, now);
  if (standing !== null && 'kind' in standing) return standing;
  if (standing?.fact.state === 'over') return finishedGame(terms, standing, now);
  if (standing === null || terms.kind === 'spread')
    return unpriced('no-model', 'points are valued by a score that decides them, and by none before');
  const { value: of } = terms.of;
  const { home, homeScore, awayScore } = standing.fact;
  const points = of.kind === 'both' ? homeScore + awayScore : of.team === home ? homeScore : awayScore;
  const { value: condition } = terms.condition;
  if (condition.kind === 'between') return unpriced('no-model', 'a range of points is valued at the end alone');
  const passed =
    points > condition.strike || (points === condition.strike && condition.ties === (condition.kind === 'above'));
  if (!passed) return unpriced('not-yet', 'its line has not been passed');
  const holds = condition.kind === 'above' ? 1 : 0;
  return {
    kind: 'valued',
    probability: (1 - TAKEN_BACK) * holds + TAKEN_BACK / 2,
    standardError: Math.sqrt(TAKEN_BACK * (1 - TAKEN_BACK)) / 2,
    model: 'total/passed',
    sources: [`${standing.source} ${terms.needs[0]?.symbol ?? ''}`],
    oracleAt: standing.at,
    maxAgeMs: LIVE_MS,
    live: true,
    confident: standing.confident,
  };
}
