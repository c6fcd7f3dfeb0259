import type { OracleTick } from '@pm-arbitrage/core/domain/oracle-tick.js';
import type { League } from '@pm-arbitrage/core/settlement-terms/sports/leagues.js';
import type { FeedDesk, FeedProtocol } from '../../transport/feed-protocol.js';
import { easternDay, easternMidnight } from '../eastern-day.js';
import { type GameSymbol, readGameSymbol } from '../game-symbol.js';
import { readHalf } from '../read-half.js';
import { soccerSecondsLeft } from '../soccer-clock.js';
import { WatchedGames } from '../watched-games.js';
import { readPeriod } from './read-period.js';
import { readSportResult } from './read-sport-result.js';
import { leagueNamed, sideCode } from './side-code.js';
import type { SportsFrame } from './sport-result.js';

type Result = Extract<SportsFrame, { kind: 'result' }>;

/** A game that was recognised on this connection, with who plays at home. */
interface KnownGame {
  readonly game: GameSymbol;
  readonly home: string;
  readonly away: string;
}

const MOST_KNOWN = 2_000;
/** Games that run past midnight are still of the evening before, ms. */
const LATE_MS = 4 * 3_600_000;

/**
 * Polymarket's scores: everything is sent to everybody, nothing is asked for. It may lag or be wrong, and settles
 * nothing.
 */
export class SportsProtocol implements FeedProtocol {
  readonly #desk: FeedDesk;
  #watched = new WatchedGames([]);
  readonly #known = new Map<string, KnownGame>();

  constructor(desk: FeedDesk) {
    this.#desk = desk;
  }

  refusal(symbol: string): string | null {
    return readGameSymbol(symbol) ? null : 'it is no game such as nfl-buf-mia-2026-11-22 of a league in the list';
  }

  opened(): void {
    this.#watched = new WatchedGames(this.#desk.symbols());
  }

  changed(): void {
    this.#watched = new WatchedGames(this.#desk.symbols());
    this.#known.clear();
  }

  down(): void {
    this.#known.clear();
  }

  frame(text: string, receivedAt: number): void {
    const frame = readSportResult(text);
    if (frame.kind === 'ping') return this.#desk.say(frame.reply);
    if (frame.kind === 'refused') return this.#desk.refuse('malformed', `polymarket-sports: ${frame.reason}`);
    const known = this.#recognise(frame, receivedAt);
    if (known !== null) this.#tell(frame, known, receivedAt);
  }

  /** Null for games that nobody watches, which most are. */
  #recognise(frame: Result, now: number): KnownGame | null {
    const keys = [frame.key, ...(frame.slug === null ? [] : [frame.slug])];
    const before = keys.map((key) => this.#known.get(key)).find((known) => known !== undefined);
    if (before) return before;
    const league = leagueNamed(frame.league ?? frame.slug?.split('-')[0] ?? '');
    if (league === null) return null;
    if (frame.sides === null) {
      // Who is at home is said by the full form alone, and the score would be of nobody.
      if (frame.slug !== null && this.#slugGame(frame.slug, league))
        this.#desk.refuse('no-sides', `polymarket-sports: ${frame.slug} came without its teams`);
      return null;
    }
    const [home, away] = [sideCode(league, frame.sides.home), sideCode(league, frame.sides.away)];
    if (home === null || away === null) return this.#stranger(league, frame.sides, now);
    const game = frame.slug === null ? this.#gameNow(league, [home, away], now) : this.#slugGame(frame.slug, league);
    if (game === null || !game.teams.includes(home) || !game.teams.includes(away)) return null;
    const known = { game, home, away };
    for (const key of keys) this.#known.set(key, known);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST_KNOWN && oldest !== undefined) this.#known.delete(oldest);
    return known;
  }

  /** Of a name that no table has only matters that a game of this day could be meant. */
  #stranger(league: League, { home, away }: { readonly home: string; readonly away: string }, now: number): null {
    const day = easternDay(now - LATE_MS);
    if (this.#watched.games.some((game) => game.league === league && game.day === day))
      this.#desk.refuse('unknown-team', `polymarket-sports: ${home} or ${away} is in no table of the ${league}`);
    return null;
  }

  #slugGame(slug: string, league: League): GameSymbol | null {
    const found = /-([a-z0-9]+)-([a-z0-9]+)-(\d{4}-\d\d-\d\d)$/.exec(slug);
    if (!found) return null;
    const codes = [sideCode(league, found[1] ?? ''), sideCode(league, found[2] ?? '')];
    return codes[0] && codes[1] ? this.#watched.find(league, [codes[0], codes[1]], found[3] ?? '') : null;
  }

  /** Without a day the game of these teams that is on now is meant. */
  #gameNow(league: League, teams: readonly [string, string], now: number): GameSymbol | null {
    return this.#watched.find(league, teams, easternDay(now - LATE_MS));
  }

  #tell(frame: Result, { game, home, away }: KnownGame, receivedAt: number): void {
    const { symbol, league, day } = game;
    const period = frame.state === 'before' ? 0 : readPeriod(frame.period, league);
    if (period === null)
      return this.#desk.refuse(
        'malformed',
        `polymarket-sports: ${symbol} is in the period "${frame.period.slice(0, 20)}"`,
      );
    const open = frame.state === 'playing' || frame.state === 'over';
    if (frame.score === null && open)
      return this.#desk.refuse('malformed', `polymarket-sports: ${symbol} has no score that is one`);
    const [homeScore, awayScore] = frame.score ?? [0, 0];
    const inning = league === 'mlb' && frame.state === 'playing' ? readHalf(frame.period) : null;
    const tick: OracleTick = {
      type: 'sports',
      symbol,
      source: 'polymarket-sports',
      fact: {
        kind: 'game',
        home,
        away,
        homeScore,
        awayScore,
        // It does not say when a game starts: the day it is of.
        startsAt: easternMidnight(day),
        state: frame.state,
        period: period + (inning?.ended === true ? 1 : 0),
        ...(inning === null ? {} : { half: inning.half }),
        secondsLeft: frame.state === 'playing' ? secondsLeft(league, period, frame.elapsed) : null,
      },
      unit: 'points',
      eventTime: frame.updatedAt ?? receivedAt,
      receivedAt,
      quality: frame.state === 'over' ? 'provisional' : 'delayed',
      uncertainty: null,
    };
    this.#desk.tick(tick, frame.updatedAt !== null && frame.state === 'playing');
  }
}

/** Only of football is it known which way the clock runs. */
function secondsLeft(league: League, period: number, elapsed: string): number | null {
  const minutes = /^(\d{1,3})(?::(\d\d))?/.exec(elapsed);
  if (league !== 'fifa-world-cup' || !minutes) return null;
  return soccerSecondsLeft(period, Number(minutes[1]) * 60 + Number(minutes[2] ?? 0));
}
