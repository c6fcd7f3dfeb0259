import type { GameWinnerTerms } from '@pm-arbitrage/core/settlement-terms/sports/game-terms.js';
import type { GameOutlooks } from './game-outlooks.js';
import { gameStanding, LIVE_MS } from './game-standing.js';
import { finishedGame } from './finished-game.js';
import { outlookByOdds } from './outlook-by-odds.js';
import type { SportsDesk } from './sports-desk.js';
import { unpriced } from './unpriced.js';
import type { Valuation } from './valuation.js';
import { yesOf } from './yes-of-outlook.js';

/** Strength by odds of a day before is none any more. */
const LONGEST_MS = 24 * 3_600_000;

/**
 * What YES of a market on the winner of a game is worth now: by the odds before it begins, by score and clock with these
 * odds as strength while it runs, 0 or 1 (or half, where the rules say so of a tie) once it is over. A game that was
 * called off, or of which sources differ, has no value. `now` Unix ms. @throws FairValueError
 */
export function valueGame(terms: GameWinnerTerms, desk: SportsDesk, outlooks: GameOutlooks, now: number): Valuation {
  const symbol = terms.needs[0]?.symbol ?? '';
  const standing = gameStanding(terms, desk, now);
  if (standing !== null && 'kind' in standing) return standing;
  if (standing?.fact.state === 'over') return finishedGame(terms, standing, now);
  if (terms.league.value === 'fifa-world-cup' && terms.scope.value === 'final')
    return unpriced('no-model', 'nothing values extra time and penalties');
  const odds = desk.odds(symbol);
  if (odds === 'disputed') return unpriced('disputed', `the odds of ${symbol} are too far apart`);
  if (odds === null) return unpriced('unknown', `no odds of ${symbol} are known from before its start`);
  if (standing === null) return outlookByOdds(terms, odds, now);
  if (odds.fact.startsAt - odds.at > LONGEST_MS)
    return unpriced('stale', `the odds of ${symbol} are of long before it`);
  const outlook = outlooks.of(symbol, terms.league.value, odds, standing, now);
  if ('kind' in outlook) return outlook;
  return {
    kind: 'valued',
    ...yesOf(terms, outlook, standing.fact.home),
    model: 'game-winner/score',
    sources: [`${standing.source} ${symbol}`, `${odds.source} ${symbol}`],
    oracleAt: standing.at,
    maxAgeMs: LIVE_MS,
    live: true,
    confident: standing.confident,
  };
}
