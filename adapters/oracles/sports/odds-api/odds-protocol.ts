import type { League } from '@pm-arbitrage/core/settlement-terms/sports/leagues.js';
import { teamCode } from '@pm-arbitrage/core/settlement-terms/sports/teams.js';
import { askJson } from '../../polling/ask-json.js';
import type { PageAnswer } from '../../polling/page-request.js';
import type { PollDesk, PollJob, PollProtocol, PollVisit } from '../../polling/poll-protocol.js';
import { easternDay } from '../eastern-day.js';
import { readGameSymbol } from '../game-symbol.js';
import { WatchedGames } from '../watched-games.js';
import type { GameOdds } from './game-odds.js';
import { readOdds } from './read-odds.js';

const SPORTS: Readonly<Record<League, string>> = {
  nfl: 'americanfootball_nfl',
  nba: 'basketball_nba',
  wnba: 'basketball_wnba',
  mlb: 'baseball_mlb',
  nhl: 'icehockey_nhl',
  'fifa-world-cup': 'soccer_fifa_world_cup',
};

const HOUR_MS = 3_600_000;
const MONTH_MS = 30 * 24 * HOUR_MS;
const SPENT_MS = 6 * HOUR_MS;
/** Errors that no waiting mends. */
const BAD_KEY = /\b(?:MISSING_KEY|INVALID_KEY|DEACTIVATED_KEY)\b/;
const SPENT = /\bOUT_OF_USAGE_CREDITS\b/;

export interface OddsApiTerms {
  readonly url: string;
  readonly apiKey: string;
  readonly regions: readonly string[];
  readonly leastMs: number;
  /** Credits of a month, until the service says how many are left. */
  readonly monthly: number;
}

/** The Odds API: one request a league, as often as the credits that are left allow through a month. */
export class OddsProtocol implements PollProtocol {
  readonly #desk: PollDesk;
  readonly #terms: OddsApiTerms;
  readonly #strangers = new Set<string>();
  #watched = new WatchedGames([]);
  #leagues = 1;
  #remaining: number;

  constructor(desk: PollDesk, terms: OddsApiTerms) {
    this.#desk = desk;
    this.#terms = terms;
    this.#remaining = terms.monthly;
  }

  refusal(symbol: string): string | null {
    return readGameSymbol(symbol) ? null : 'it is no game such as nfl-buf-mia-2026-11-22 of a league in the list';
  }

  jobs(symbols: ReadonlySet<string>): readonly PollJob[] {
    this.#watched = new WatchedGames(symbols);
    const leagues = [...new Set(this.#watched.games.map(({ league }) => league))];
    this.#leagues = Math.max(1, leagues.length);
    return leagues.map((league) => ({
      key: league,
      everyMs: () => this.#period(),
      run: (visit) => this.#read(visit, league),
    }));
  }

  failed({ status, text }: PageAnswer & { kind: 'failed' }): void {
    if (BAD_KEY.test(text)) this.#desk.off(`The Odds API answered ${status}: check the key`);
    else if (SPENT.test(text)) this.#desk.hold(SPENT_MS, 'its credits are used up');
  }

  /** A request costs a credit for each region. */
  #period(): number {
    const requests = Math.max(1, this.#remaining) / this.#terms.regions.length;
    return Math.max(this.#terms.leastMs, (MONTH_MS / requests) * this.#leagues);
  }

  async #read(visit: PollVisit, league: League): Promise<void> {
    const { url, apiKey, regions } = this.#terms;
    const query = new URLSearchParams({
      regions: regions.join(','),
      markets: 'h2h',
      oddsFormat: 'decimal',
      dateFormat: 'iso',
      apiKey,
    });
    const address = `${url}/v4/sports/${SPORTS[league]}/odds/?${query}`;
    const page = await askJson(visit, 'odds-api', { url: address, conditional: false });
    if (page === null || page === 'unchanged') return;
    const left = Number(page.headers.get('x-requests-remaining') ?? Number.NaN);
    if (left >= 0) this.#remaining = left;
    const found = new Map<string, { odds: GameOdds; home: string; away: string }[]>();
    for (const news of readOdds(page.value)) {
      if (news.kind === 'refused') {
        this.#desk.refuse('malformed', `odds-api: ${league}: ${news.reason}`);
        continue;
      }
      const [home, away] = [this.#code(league, news.home), this.#code(league, news.away)];
      if (home === null || away === null) continue;
      const game = this.#watched.find(league, [home, away], easternDay(news.startsAt));
      if (game) found.set(game.symbol, [...(found.get(game.symbol) ?? []), { odds: news, home, away }]);
    }
    for (const [symbol, games] of found) {
      const [only] = games;
      if (games.length > 1) this.#desk.refuse('double-header', `odds-api: ${symbol} is ${games.length} games`);
      else if (only) this.#tell(symbol, only, page.receivedAt);
    }
  }

  #tell(
    symbol: string,
    { odds, home, away }: { odds: GameOdds; home: string; away: string },
    receivedAt: number,
  ): void {
    const { startsAt, homeWins, awayWins, draw, updatedAt, uncertainty } = odds;
    this.#desk.tick({
      type: 'sports',
      symbol,
      source: 'odds-api',
      fact: { kind: 'odds', home, away, startsAt, homeWins, awayWins, draw },
      unit: 'probability',
      eventTime: updatedAt,
      receivedAt,
      quality: 'delayed',
      uncertainty,
    });
  }

  #code(league: League, name: string): string | null {
    const code = teamCode(league, name);
    if (code === null && !this.#strangers.has(name) && this.#strangers.size < 500) {
      this.#strangers.add(name);
      this.#desk.refuse('unknown-team', `odds-api: ${name} is in no table of the ${league}`);
    }
    return code;
  }
}
