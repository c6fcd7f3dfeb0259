import { type FedDecision } from '../oracles/economics/start-fed.js';
import type { PrintsOf } from '../oracles/economics/prints-of.js';
import { seededPrints } from '../oracles/economics/seeded-prints.js';
import type { CourseOf, SimulatedFlight } from '../oracles/flights/flight-of.js';
import { seededCourses } from '../oracles/flights/seeded-courses.js';
import type { HeadlinesOf } from '../oracles/news/headlines-of.js';
import { seededHeadlines } from '../oracles/news/seeded-headlines.js';
import type { GameOf, SimulatedGame } from '../oracles/sports/game-of.js';
import { seededGames } from '../oracles/sports/seeded-games.js';

/** What the services of a world tell besides prices and weather. No market of the world is about it. */
export interface ToldWorld {
  readonly games: readonly SimulatedGame[];
  readonly gameOf: GameOf;
  readonly flights: readonly SimulatedFlight[];
  readonly courseOf: CourseOf;
  readonly printsOf: PrintsOf;
  readonly decisions: readonly FedDecision[];
  readonly headlinesOf: HeadlinesOf;
  /** Its symbols, as oracles name them. */
  readonly symbols: {
    readonly sports: readonly string[];
    readonly flights: readonly string[];
    readonly economics: readonly string[];
    readonly news: readonly string[];
  };
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NEWS_EVERY_MS = 5 * MINUTE;
/** Series that `seededPrints` knows, in the ids of oracles, and the bound of the target range. */
const FIGURES = ['cpiaucsl', 'cpiaucns', 'unrate', 'payems', 'dfedtaru'] as const;
const TOPICS = ['fed', 'senate'] as const;

const dayIn = (zone: string, at: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);

/** Follows from seed and origin (Unix ms): one game that runs, one that is about to, a flight under way, figures, news. */
export function toldWorld(seed: number, origin: number): ToldWorld {
  const minute = Math.floor(origin / MINUTE) * MINUTE;
  const game = (
    league: SimulatedGame['league'],
    away: SimulatedGame['away'],
    home: SimulatedGame['home'],
    startsAt: number,
  ): SimulatedGame => {
    const sides = [away, home].map(({ abbreviation }) => abbreviation.toLowerCase()).join('-');
    return { symbol: `${league}-${sides}-${dayIn('America/New_York', startsAt)}`, league, away, home, startsAt };
  };
  // Teams that no market of the world names: those have ends of their own.
  const games = [
    game(
      'nfl',
      { abbreviation: 'PIT', name: 'Pittsburgh Steelers' },
      { abbreviation: 'CLE', name: 'Cleveland Browns' },
      minute - HOUR,
    ),
    game(
      'nba',
      { abbreviation: 'PHX', name: 'Phoenix Suns' },
      { abbreviation: 'SAC', name: 'Sacramento Kings' },
      minute + 20 * MINUTE,
    ),
  ];
  const flight: SimulatedFlight = {
    ident: 'UA1234',
    callsign: 'UAL1234',
    zone: 'America/Denver',
    scheduledOut: minute - HOUR,
    scheduledIn: minute + 1.5 * HOUR,
  };
  return {
    games,
    gameOf: seededGames(seed),
    flights: [flight],
    courseOf: seededCourses(seed),
    printsOf: seededPrints(seed, new Date(origin).getUTCFullYear() - 2),
    decisions: [
      { at: minute - 24 * DAY, upper: 4 },
      { at: minute + 18 * DAY, upper: 3.75 },
    ],
    headlinesOf: seededHeadlines({ seed, everyMs: NEWS_EVERY_MS }),
    symbols: {
      sports: games.map(({ symbol }) => symbol),
      flights: [`${flight.ident.toLowerCase()}-${dayIn(flight.zone, flight.scheduledIn)}`],
      economics: FIGURES,
      news: TOPICS,
    },
  };
}
