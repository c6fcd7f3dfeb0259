import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { PageFaults } from '../polling/page-faults.js';
import { jsonPage, type PageServer, startPageServer } from '../polling/page-server.js';
import type { GameOf, GameSide, SimulatedGame } from './game-of.js';

export interface EspnStandInOptions {
  readonly clock: Clock;
  readonly games: readonly SimulatedGame[];
  readonly gameOf: GameOf;
  readonly host?: string;
  readonly port?: number;
}

export interface EspnStandIn extends PageServer {
  readonly faults: PageFaults;
  /** Statuses that are told instead of the right ones, by symbol: `STATUS_POSTPONED`. */
  readonly statuses: Map<string, string>;
  /** Points that are added to what the home side has, by symbol: a score that was corrected. */
  readonly corrections: Map<string, number>;
  /** Events that are told besides the games. */
  readonly others: unknown[];
}

const PATHS: Readonly<Record<SimulatedGame['league'], string>> = {
  nfl: 'football/nfl',
  nba: 'basketball/nba',
  mlb: 'baseball/mlb',
  nhl: 'hockey/nhl',
};

const STATES = {
  before: ['pre', 'STATUS_SCHEDULED'],
  playing: ['in', 'STATUS_IN_PROGRESS'],
  over: ['post', 'STATUS_FINAL'],
} as const;

/** Scoreboards by league and day. */
export async function startEspn({ clock, games, gameOf, host, port }: EspnStandInOptions): Promise<EspnStandIn> {
  const faults = new PageFaults();
  const statuses = new Map<string, string>();
  const corrections = new Map<string, number>();
  const others: unknown[] = [];

  const event = (game: SimulatedGame, time: number) => {
    const now = gameOf(game, time);
    const told = statuses.get(game.symbol);
    const [state, name] = STATES[now.state];
    const side = (which: 'home' | 'away', { abbreviation, name: displayName }: GameSide, score: number) => ({
      id: abbreviation,
      homeAway: which,
      ...(now.state === 'before' ? {} : { score: String(score) }),
      team: { id: abbreviation, abbreviation, displayName, shortDisplayName: displayName.split(' ').at(-1) },
    });
    const date = `${new Date(game.startsAt).toISOString().slice(0, 16)}Z`;
    return {
      id: game.symbol,
      date,
      name: `${game.away.name} at ${game.home.name}`,
      shortName: `${game.away.abbreviation} @ ${game.home.abbreviation}`,
      status: {
        clock: now.secondsLeft,
        displayClock: `${Math.floor(now.secondsLeft / 60)}:${String(now.secondsLeft % 60).padStart(2, '0')}`,
        period: now.period,
        type: {
          id: '1',
          name: told ?? name,
          state: told ? 'post' : state,
          completed: told === undefined && now.state === 'over',
        },
      },
      competitions: [
        {
          id: game.symbol,
          date,
          competitors: [
            side('home', game.home, now.homeScore + (corrections.get(game.symbol) ?? 0)),
            side('away', game.away, now.awayScore),
          ],
        },
      ],
    };
  };

  const server = await startPageServer({
    clock,
    faults,
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    serve: ({ path, query, time }) => {
      const league = Object.entries(PATHS).find(([, part]) => path === `/apis/site/v2/sports/${part}/scoreboard`)?.[0];
      if (league === undefined) return jsonPage({ code: 404, message: 'Not Found' }, 404);
      const day = (query.get('dates') ?? '').replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
      const found = games.filter((game) => game.league === league && game.symbol.endsWith(day));
      return jsonPage({ leagues: [{ slug: league }], events: [...found.map((game) => event(game, time)), ...others] });
    },
  });
  return { ...server, faults, statuses, corrections, others };
}
