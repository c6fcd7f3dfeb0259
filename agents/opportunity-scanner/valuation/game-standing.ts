import type { GameTerms } from '@pm-arbitrage/core/settlement-terms/sports/game-terms.js';
import { zonedTime } from '@pm-arbitrage/core/settlement-terms/text/time-zone.js';
import type { SportsDesk, ToldGame } from './sports-desk.js';
import { type Unpriced, unpriced } from './unpriced.js';

/** How a game stands as far as it may be acted on. */
export interface GameStanding extends ToldGame {
  /** Two sources say the same. */
  readonly confident: boolean;
}

/** A score that is older than this may be another one by now, ms. */
export const LIVE_MS = 60_000;
/** Sources are held against each other if both spoke within this time of now, ms. */
const COMPARED_MS = 120_000;
/** Two games of one pair of teams on a day begin further apart, ms. */
const SAME_START_MS = 3 * 3_600_000;
/** Of a game that was over for longer, what is still traded is another question. */
const OVER_MS = 24 * 3_600_000;

type State = ToldGame['fact']['state'];
const CALLED_OFF: Readonly<Partial<Record<State, string>>> = {
  postponed: 'it was postponed',
  cancelled: 'it was cancelled',
  suspended: 'play is suspended',
};

/**
 * How the game of a market stands: `null` before it began; a reason where nobody can say, or where it is not the game of
 * the market. A difference between sources is a dispute as long as both spoke lately. `now` Unix ms.
 */
export function gameStanding(terms: GameTerms, desk: SportsDesk, now: number): GameStanding | Unpriced | null {
  const symbol = terms.needs[0]?.symbol ?? '';
  const told = desk.told(symbol).filter(({ fact, at }) => fact.state === 'over' || now - at <= COMPARED_MS);
  const other = told.find((one) => !isOf(terms, one));
  if (other !== undefined) return unpriced('other-thing', `${other.source} tells of another game than ${symbol}`);
  const [newest] = told;
  if (newest === undefined) return withoutNews(terms, desk, symbol, now);
  const differing = told.find((one) => !same(one, newest));
  if (differing !== undefined)
    return unpriced('disputed', `${newest.source} and ${differing.source} differ on ${symbol}`);
  const off = CALLED_OFF[newest.fact.state];
  if (off !== undefined) return unpriced('over', `${symbol}: ${off}`);
  if (newest.fact.state === 'before') return withoutNews(terms, desk, symbol, now);
  const confident = told.length > 1;
  // The one that knows the clock tells more, if it is as new as it has to be.
  const clocked = told.find(({ fact, at }) => fact.secondsLeft !== null && now - at <= LIVE_MS);
  const standing = clocked ?? newest;
  const oldest = newest.fact.state === 'over' ? OVER_MS : LIVE_MS;
  return now - standing.at > oldest
    ? unpriced('stale', `the score of ${symbol} is too old`)
    : { ...standing, confident };
}

/** Nobody says that it has begun: before its start that is how it should be. */
function withoutNews(terms: GameTerms, desk: SportsDesk, symbol: string, now: number): Unpriced | null {
  const odds = desk.odds(symbol);
  const starts = [
    terms.startsAt?.value,
    odds === 'disputed' ? undefined : odds?.fact.startsAt,
    ...desk.told(symbol).flatMap((one) => (namesHour(terms, one.fact.startsAt) ? [one.fact.startsAt] : [])),
  ].filter((at) => at !== undefined);
  if (starts.length === 0) return unpriced('unknown', `when ${symbol} begins is not known`);
  if (now >= Math.min(...starts)) return unpriced('stale', `${symbol} should run, and nobody tells its score`);
  const off = desk.told(symbol).find(({ fact }) => fact.state !== 'before');
  return off === undefined ? null : unpriced('stale', `${symbol} was ${off.fact.state} when it was last heard of`);
}

/** Some sources know the day alone and give its beginning in New York. */
function namesHour({ day }: GameTerms, startsAt: number): boolean {
  return startsAt !== zonedTime(Date.parse(`${day.value}T00:00:00Z`), 'ET');
}

/** Whether a source tells of the very game: its two teams, and where hours are known about that hour. */
function isOf(terms: GameTerms, { fact: { home, away, startsAt } }: ToldGame): boolean {
  const teams = terms.teams.value;
  if (home === away || !teams.includes(home) || !teams.includes(away)) return false;
  if (terms.startsAt === null || !namesHour(terms, startsAt)) return true;
  return Math.abs(startsAt - terms.startsAt.value) <= SAME_START_MS;
}

/** The same score of the same sides in the same state; a period may be counted a moment later. */
function same({ fact: one }: ToldGame, { fact: other }: ToldGame): boolean {
  return (
    one.home === other.home &&
    one.away === other.away &&
    one.state === other.state &&
    one.homeScore === other.homeScore &&
    one.awayScore === other.awayScore &&
    (one.state === 'over' || Math.abs(one.period - other.period) <= 1)
  );
}
