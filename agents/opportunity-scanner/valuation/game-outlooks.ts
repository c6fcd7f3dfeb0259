import type { GameOdds } from '@pm-arbitrage/core/fair-value/sports/game-odds.js';
import type { GameOutlook } from '@pm-arbitrage/core/fair-value/sports/game-outlook.js';
import { withUnseenScores } from '@pm-arbitrage/core/fair-value/sports/unseen-scores.js';
import type { League } from '@pm-arbitrage/core/settlement-terms/sports/leagues.js';
import type { GameStanding } from './game-standing.js';
import { leagueShapes } from './league-shapes.js';
import { modelOfLeague } from './outlook-of-game.js';
import type { ToldOdds } from './sports-desk.js';
import { type Unpriced, unpriced } from './unpriced.js';

interface Known {
  readonly odds: ToldOdds;
  readonly model: ReturnType<typeof modelOfLeague>;
  last: { readonly key: string; readonly outlook: GameOutlook | Unpriced } | null;
}

/** Feeds are so much behind the field, seconds (oracles-and-alerts.md §3.1: seconds to a minute). */
const FEED_LAG_S = 30;
const AGE_STEP_MS = 10_000;
/** Standard error of odds that nobody else confirms. */
const ALONE = 0.04;
const MOST_GAMES = 300;

/**
 * Outlooks of games that run. Models are made once a game and outlooks once a score: a game has markets at both venues,
 * and all of them are looked at twice a second.
 */
export class GameOutlooks {
  readonly #known = new Map<string, Known>();

  /** @throws FairValueError */
  of(symbol: string, league: League, odds: ToldOdds, standing: GameStanding, now: number): GameOutlook | Unpriced {
    const known = this.#of(symbol, league, odds, standing);
    const { fact, at } = standing;
    // Ages count in steps, or every look would be another one.
    const age = Math.ceil(Math.max(0, now - at) / AGE_STEP_MS) * (AGE_STEP_MS / 1_000);
    const { homeScore, awayScore, period, secondsLeft, half } = fact;
    const key = [homeScore, awayScore, period, secondsLeft, half, age].join(' ');
    if (known.last?.key === key) return known.last.outlook;
    const outlookAt = known.model({ period, secondsLeft, half });
    const outlook =
      typeof outlookAt === 'string'
        ? unpriced('unknown', `${symbol}: ${outlookAt}`)
        : withUnseenScores(outlookAt, homeScore - awayScore, leagueShapes[league].pace, FEED_LAG_S + age);
    known.last = { key, outlook };
    return outlook;
  }

  #of(symbol: string, league: League, odds: ToldOdds, standing: GameStanding): Known {
    const before = this.#known.get(symbol);
    if (before?.odds === odds) return before;
    const known = { odds, model: modelOfLeague(league, oddsOf(odds, standing.fact.home)), last: null };
    this.#known.set(symbol, known);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST_GAMES && oldest !== undefined) this.#known.delete(oldest);
    return known;
  }
}

/** Odds with the side that plays at home by the score; on neutral ground sources may call either one so. */
export function oddsOf({ fact, uncertainty }: ToldOdds, home: string): GameOdds {
  const error = uncertainty ?? ALONE;
  return fact.home === home
    ? { home: fact.homeWins, draw: fact.draw, away: fact.awayWins, error }
    : { home: fact.awayWins, draw: fact.draw, away: fact.homeWins, error };
}
