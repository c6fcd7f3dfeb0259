import type { OracleTick } from '@pm-arbitrage/core/domain/oracle-tick.js';
import type { League } from '@pm-arbitrage/core/settlement-terms/sports/leagues.js';
import { teamCode } from '@pm-arbitrage/core/settlement-terms/sports/teams.js';
import { askJson } from '../../polling/ask-json.js';
import type { PollDesk, PollJob, PollProtocol, PollVisit } from '../../polling/poll-protocol.js';
import { easternDay, easternMidnight } from '../eastern-day.js';
import { readGameSymbol } from '../game-symbol.js';
import { WatchedGames } from '../watched-games.js';
import { readScoreboard } from './read-scoreboard.js';
import type { ScoreboardGame } from './scoreboard-game.js';

const PATHS: Readonly<Record<League, string>> = {
  nfl: 'football/nfl',
  nba: 'basketball/nba',
  wnba: 'basketball/wnba',
  mlb: 'baseball/mlb',
  nhl: 'hockey/nhl',
  'fifa-world-cup': 'soccer/fifa.world',
};

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Before the start line-ups and postponements come in. */
const SOON_MS = 10 * MINUTE_MS;
const QUIET_MS = 5 * MINUTE_MS;
const FAR_MS = 30 * MINUTE_MS;
const OPEN: ReadonlySet<ScoreboardGame['state']> = new Set(['playing', 'suspended']);

/** Scores of ESPN: one scoreboard a league and day, often while somebody plays. */
export class EspnProtocol implements PollProtocol {
  readonly #desk: PollDesk;
  readonly #url: string;
  readonly #liveMs: number;
  #watched = new WatchedGames([]);
  /** State and start of the watched games, by symbol. */
  readonly #known = new Map<string, ScoreboardGame>();
  /** Names that no table has, told once. */
  readonly #strangers = new Set<string>();

  constructor(desk: PollDesk, url: string, liveMs: number) {
    this.#desk = desk;
    this.#url = url;
    this.#liveMs = liveMs;
  }

  refusal(symbol: string): string | null {
    return readGameSymbol(symbol) ? null : 'it is no game such as nfl-buf-mia-2026-11-22 of a league in the list';
  }

  jobs(symbols: ReadonlySet<string>): readonly PollJob[] {
    this.#watched = new WatchedGames(symbols);
    for (const symbol of this.#known.keys()) if (!symbols.has(symbol)) this.#known.delete(symbol);
    const boards = new Map(this.#watched.games.map(({ league, day }) => [`${league} ${day}`, { league, day }]));
    return [...boards].map(([key, { league, day }]) => ({
      key,
      everyMs: () => this.#period(league, day),
      run: (visit) => this.#read(visit, league, day),
    }));
  }

  #period(league: League, day: string): number {
    const now = this.#desk.now();
    if (easternMidnight(day) - now > DAY_MS) return FAR_MS;
    const games = this.#watched.games.filter((game) => game.league === league && game.day === day);
    const busy = games.some(({ symbol }) => {
      const known = this.#known.get(symbol);
      return (
        known !== undefined && (OPEN.has(known.state) || (known.state === 'before' && known.startsAt - now < SOON_MS))
      );
    });
    return busy ? this.#liveMs : QUIET_MS;
  }

  async #read(visit: PollVisit, league: League, day: string): Promise<void> {
    const query = new URLSearchParams({ dates: day.replaceAll('-', ''), limit: '300' });
    const url = `${this.#url}/apis/site/v2/sports/${PATHS[league]}/scoreboard?${query}`;
    // Scores have no time of their own, so "unchanged" would make them old.
    const page = await askJson(visit, 'espn', { url, conditional: false });
    if (page === null || page === 'unchanged') return;
    const found = new Map<string, { game: ScoreboardGame; home: string; away: string }[]>();
    for (const news of readScoreboard(page.value, league)) {
      if (news.kind === 'refused') {
        this.#desk.refuse('malformed', `espn: ${league}: ${news.reason}`);
        continue;
      }
      const home = this.#code(league, news.home);
      const away = this.#code(league, news.away);
      if (home === null || away === null) continue;
      const watched = this.#watched.find(league, [home, away], easternDay(news.startsAt));
      if (watched) found.set(watched.symbol, [...(found.get(watched.symbol) ?? []), { game: news, home, away }]);
    }
    for (const [symbol, games] of found) {
      const [only] = games;
      // Two games of one day under one name: nobody can say which of them a market is about.
      if (games.length > 1) this.#desk.refuse('double-header', `espn: ${symbol} is ${games.length} games`);
      else if (only) this.#tell(symbol, only, page.receivedAt);
    }
  }

  #tell(symbol: string, { game, home, away }: { game: ScoreboardGame; home: string; away: string }, at: number): void {
    this.#known.set(symbol, game);
    const { homeScore, awayScore, startsAt, state, period, secondsLeft, half } = game;
    const tick: OracleTick = {
      type: 'sports',
      symbol,
      source: 'espn',
      fact: {
        kind: 'game',
        home,
        away,
        homeScore,
        awayScore,
        startsAt,
        state,
        period,
        secondsLeft,
        ...(half === null ? {} : { half }),
      },
      unit: 'points',
      eventTime: at,
      receivedAt: at,
      // Scores may be corrected after the end, too.
      quality: state === 'over' ? 'provisional' : 'delayed',
      uncertainty: null,
    };
    this.#desk.tick(tick);
  }

  #code(league: League, name: string): string | null {
    const code = teamCode(league, name);
    if (code === null && !this.#strangers.has(name) && this.#strangers.size < 500) {
      this.#strangers.add(name);
      this.#desk.refuse('unknown-team', `espn: ${name} is in no table of the ${league}`);
    }
    return code;
  }
}
