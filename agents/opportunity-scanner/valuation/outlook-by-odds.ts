import type { GameOutlook } from '@pm-arbitrage/core/fair-value/sports/game-outlook.js';
import type { GameWinnerTerms } from '@pm-arbitrage/core/settlement-terms/sports/game-terms.js';
import { oddsOf } from './game-outlooks.js';
import type { ToldOdds } from './sports-desk.js';
import { unpriced } from './unpriced.js';
import type { Valuation } from './valuation.js';
import { yesOf } from './yes-of-outlook.js';

/** Odds move with line-ups and injuries: older ones are of another game, ms. */
const ODDS_MS = 4 * 3_600_000;
/** Standard error of what bookmakers agree on, as a probability; our assumption. */
const LEAST_ERROR = 0.015;

/** What YES is worth by the odds before a game begins. */
export function outlookByOdds(terms: GameWinnerTerms, odds: ToldOdds, now: number): Valuation {
  const symbol = terms.needs[0]?.symbol ?? '';
  if (now - odds.at > ODDS_MS) return unpriced('stale', `the odds of ${symbol} are too old`);
  const { home, away } = odds.fact;
  const teams = terms.teams.value;
  if (home === away || !teams.includes(home) || !teams.includes(away))
    return unpriced('other-thing', `the odds are of another game than ${symbol}`);
  const { error, ...chances } = oddsOf(odds, home);
  const sum = chances.home + chances.draw + chances.away;
  if (Math.abs(sum - 1) > 0.01) return unpriced('bad-numbers', `the odds of ${symbol} add up to ${sum}`);
  const standardError = Math.hypot(LEAST_ERROR, error);
  const outlook: GameOutlook = {
    home: { probability: chances.home, standardError },
    draw: { probability: chances.draw, standardError: chances.draw === 0 ? 0 : standardError },
    away: { probability: chances.away, standardError },
  };
  return {
    kind: 'valued',
    ...yesOf(terms, outlook, home),
    model: 'game-winner/odds',
    sources: [`${odds.source} ${symbol}`],
    oracleAt: odds.at,
    maxAgeMs: ODDS_MS,
    live: false,
  };
}
