import type {
  GameWinnerTerms,
  TotalTerms,
  SpreadTerms,
} from '@pm-arbitrage/core/settlement-terms/sports/game-terms.js';
import type { Condition } from '@pm-arbitrage/core/fair-value/settlement-interval.js';
import type { League } from '@pm-arbitrage/core/settlement-terms/sports/leagues.js';
import type { OracleTick } from '@pm-arbitrage/core/domain/oracle-tick.js';

/** One o'clock in New York. */
export const KICK_OFF = Date.UTC(2026, 10, 22, 18);
const worded = <T>(value: T) => ({ value, text: '' });
const DAY = '2026-11-22';
/** Two teams of each league, the guest first; football (soccer) names the host first. */
export const sides: Readonly<Record<League, readonly [string, string]>> = {
  nfl: ['buf', 'mia'],
  nba: ['bos', 'ny'],
  wnba: ['lv', 'sea'],
  mlb: ['bos', 'nyy'],
  nhl: ['bos', 'nyr'],
  'fifa-world-cup': ['fra', 'bra'],
};
export const homeOf = (league: League): string => sides[league][league === 'fifa-world-cup' ? 0 : 1];
export const awayOf = (league: League): string => sides[league][league === 'fifa-world-cup' ? 1 : 0];
export const symbolOf = (league: League): string => `${league}-${sides[league].join('-')}-${DAY}`;

const game = (league: League) => ({
  needs: [{ type: 'sports' as const, symbol: symbolOf(league) }],
  league: worded(league),
  teams: worded(sides[league]),
  day: worded(DAY),
  startsAt: worded(KICK_OFF),
  scope: worded<'final' | 'regulation'>(league === 'fifa-world-cup' ? 'regulation' : 'final'),
  cancelled: null,
});

/** YES: a team wins, or the game is drawn. */
export const winner = (
  league: League,
  team: string | null,
  change: Partial<GameWinnerTerms> = {},
): GameWinnerTerms => ({
  kind: 'game-winner',
  ...game(league),
  yes: worded(team === null ? ({ kind: 'draw' } as const) : ({ kind: 'team', team } as const)),
  tie: league === 'nfl' ? worded<'half'>('half') : league === 'fifa-world-cup' ? worded<'no'>('no') : null,
  ...change,
});

export const total = (league: League, condition: Condition): TotalTerms => ({
  kind: 'total',
  ...game(league),
  of: worded({ kind: 'both' } as const),
  condition: worded(condition),
});

export const spread = (league: League, of: string, condition: Condition): SpreadTerms => ({
  kind: 'spread',
  ...game(league),
  of: worded(of),
  condition: worded(condition),
});

type Game = Extract<OracleTick['fact'], { kind: 'game' }>;

/** How a source says that a game stands: level and about to begin unless it says more. */
export const gameTick = (
  league: League,
  at: number,
  change: Partial<Game> & { readonly source?: string } = {},
): OracleTick => {
  const { source = 'espn', ...fact } = change;
  return {
    type: 'sports',
    symbol: symbolOf(league),
    source,
    fact: {
      kind: 'game',
      home: homeOf(league),
      away: awayOf(league),
      homeScore: 0,
      awayScore: 0,
      startsAt: KICK_OFF,
      state: 'playing',
      period: 1,
      secondsLeft: league === 'mlb' ? null : 600,
      ...fact,
    },
    unit: 'points',
    eventTime: at,
    receivedAt: at,
    quality: 'delayed',
    uncertainty: null,
  };
};

/** What bookmakers say, the home side's probability first. */
export const oddsTick = (league: League, homeWins: number, draw = 0, at = KICK_OFF - 600_000): OracleTick => ({
  type: 'sports',
  symbol: symbolOf(league),
  source: 'odds-api',
  fact: {
    kind: 'odds',
    home: homeOf(league),
    away: awayOf(league),
    startsAt: KICK_OFF,
    homeWins,
    draw,
    awayWins: 1 - homeWins - draw,
  },
  unit: 'probability',
  eventTime: at,
  receivedAt: at,
  quality: 'delayed',
  uncertainty: 0.01,
});
