import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { PageFaults } from '../polling/page-faults.js';
import { jsonPage, type PageServer, startPageServer } from '../polling/page-server.js';
import { RequestCount } from '../request-count.js';
import type { GameOf, SimulatedGame } from './game-of.js';

export interface OddsApiStandInOptions {
  readonly clock: Clock;
  readonly games: readonly SimulatedGame[];
  readonly gameOf: GameOf;
  readonly apiKey: string;
  /** Credits that are left. Default 500. */
  readonly credits?: number;
  readonly host?: string;
  readonly port?: number;
}

export interface OddsApiStandIn extends PageServer {
  readonly faults: PageFaults;
  credits: number;
  /** Bookmakers that quote a game; each with its margin and by how much it leans to the home side. */
  bookmakers: readonly { readonly key: string; readonly margin: number; readonly lean: number }[];
}

const SPORTS: Readonly<Record<SimulatedGame['league'], string>> = {
  nfl: 'americanfootball_nfl',
  nba: 'basketball_nba',
  mlb: 'baseball_mlb',
  nhl: 'icehockey_nhl',
};
const MOST_A_SECOND = 30;
const MINUTE_MS = 60_000;
const LEAST_PROBABILITY = 0.005;

const error = (status: number, code: string, message: string, headers: Record<string, string> = {}) =>
  jsonPage({ message, error_code: code, details_url: 'https://the-odds-api.com' }, status, headers);

/** Odds of the winner: credits go down by markets times regions, and come in headers. */
export async function startOddsApi(options: OddsApiStandInOptions): Promise<OddsApiStandIn> {
  const { clock, games, gameOf, apiKey, credits = 500, host, port } = options;
  const faults = new PageFaults();
  const count = new RequestCount(() => clock.now(), 1_000, MOST_A_SECOND);
  const handle = {
    credits,
    bookmakers: [
      { key: 'one', margin: 0.045, lean: 0 },
      { key: 'two', margin: 0.03, lean: 0.01 },
      { key: 'three', margin: 0.06, lean: -0.01 },
    ] as OddsApiStandIn['bookmakers'],
  };
  let used = 0;

  const quote = (game: SimulatedGame, time: number) => {
    const at = `${new Date(Math.floor(time / MINUTE_MS) * MINUTE_MS).toISOString().slice(0, 19)}Z`;
    const { homeWins } = gameOf(game, time);
    return {
      id: game.symbol,
      sport_key: SPORTS[game.league],
      commence_time: `${new Date(game.startsAt).toISOString().slice(0, 19)}Z`,
      home_team: game.home.name,
      away_team: game.away.name,
      bookmakers: handle.bookmakers.map(({ key, margin, lean }) => {
        const home = Math.min(1 - LEAST_PROBABILITY, Math.max(LEAST_PROBABILITY, homeWins + lean));
        const price = (probability: number) => Math.round((1 / (probability * (1 + margin)) + 0.01) * 1_000) / 1_000;
        const outcomes = [
          { name: game.away.name, price: Math.max(1.001, price(1 - home)) },
          { name: game.home.name, price: Math.max(1.001, price(home)) },
        ];
        return {
          key,
          title: key,
          last_update: at,
          markets: [
            { key: 'h2h_lay', last_update: at, outcomes },
            { key: 'h2h', last_update: at, outcomes },
          ],
        };
      }),
    };
  };

  const server = await startPageServer({
    clock,
    faults,
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    serve: ({ path, query, time }) => {
      if (query.get('apiKey') === null) return error(401, 'MISSING_KEY', 'API key is missing');
      if (query.get('apiKey') !== apiKey)
        return error(401, 'INVALID_KEY', `API key ${query.get('apiKey')} is not valid`);
      if (!count.take()) return error(429, 'EXCEEDED_FREQ_LIMIT', 'Requests are too frequent');
      const sport = /^\/v4\/sports\/(\w+)\/odds\/?$/.exec(path)?.[1];
      const league = Object.entries(SPORTS).find(([, key]) => key === sport)?.[0];
      if (league === undefined) return error(404, 'UNKNOWN_SPORT', 'Unknown sport');
      const cost = (query.get('regions') ?? '').split(',').length * (query.get('markets') ?? 'h2h').split(',').length;
      if (handle.credits < cost) return error(401, 'OUT_OF_USAGE_CREDITS', 'Usage quota has been reached.');
      const found = games.filter((game) => game.league === league && gameOf(game, time).state !== 'over');
      const spent = found.length === 0 ? 0 : cost;
      handle.credits -= spent;
      used += spent;
      return jsonPage(
        found.map((game) => quote(game, time)),
        200,
        {
          'x-requests-remaining': String(handle.credits),
          'x-requests-used': String(used),
          'x-requests-last': String(spent),
        },
      );
    },
  });
  return Object.assign(handle, { ...server, faults });
}
