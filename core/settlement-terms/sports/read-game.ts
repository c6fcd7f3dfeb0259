import type { Market } from '../../domain/market.js';
import { refuse } from '../terms-refusal.js';
import { findClocks } from '../text/find-clocks.js';
import { findDates } from '../text/find-dates.js';
import type { MarketText } from '../text/market-text.js';
import { moment } from '../text/moment.js';
import { isoDay, resolveDate } from '../text/resolve-date.js';
import { wordedMatch } from '../text/worded-match.js';
import type { Worded } from '../worded.js';
import { LEAGUE_WORDS, type League } from './leagues.js';
import type { GameWinnerTerms } from './game-terms.js';
import { teamCode, teamPattern } from './teams.js';

/** What all markets on a game share. */
export type Game = Pick<GameWinnerTerms, 'needs' | 'league' | 'teams' | 'day' | 'startsAt' | 'scope' | 'cancelled'>;

const DAY = 86_400_000;
const LONGEST_WAIT = 21 * DAY;

/** The league whose words the rules use; null where they name none that is listed. */
export function readLeague(rules: string): Worded<League> | null {
  for (const [pattern, league] of LEAGUE_WORDS) {
    const found = wordedMatch(rules, pattern, league);
    if (found !== null) return found;
  }
  return null;
}

/** @throws TermsRefusal */
export function readGame(market: Market, text: MarketText, league: Worded<League>): Game {
  const teams = readTeams(text, league.value);
  const { day, startsAt } = readStart(market, text);
  const [first, second] = teams.value;
  return {
    needs: [{ type: 'sports', symbol: `${league.value}-${first}-${second}-${day.value}` }],
    league,
    teams,
    day,
    startsAt,
    scope: readScope(text.rules, league),
    cancelled: readCancelled(text.rules),
  };
}

/** "A vs B", in the rules and where they name only nicknames in the title; both must name the same two. */
function readTeams({ primary, rules, title, eventTitle }: MarketText, league: League): Game['teams'] {
  const team = teamPattern(league);
  const versus = new RegExp(String.raw`(?<![\w])(${team}) (?:vs?\.?|at|@|and) (?:the )?(${team})(?![\w])`, 'gi');
  const sides = [primary, title, eventTitle]
    .flatMap((words) => [...words.matchAll(versus)])
    .map(([text, first = '', second = '']) => ({
      text,
      value: [teamCode(league, first) ?? '', teamCode(league, second) ?? ''] as const,
    }));
  const [game] = sides.length > 0 ? sides : winnersOf(rules, league);
  if (game === undefined) return refuse('unknown-alias', `the sides of the game are not in the list of the ${league}`);
  const [first, second] = game.value;
  if (first === second) return refuse('contradiction', `"${game.text}" names one team twice`);
  const other = sides.find(({ value }) => !value.includes(first) || !value.includes(second));
  return other === undefined
    ? game
    : refuse('contradiction', `the games "${game.text}" and "${other.text}" are both named`);
}

/** Polymarket's two sentences "If the X win, the market will resolve to …". */
function winnersOf(rules: string, league: League): Game['teams'][] {
  const winner = new RegExp(String.raw`\bIf (?:the )?(${teamPattern(league)}) wins?,? (?:the|this) market`, 'gi');
  const [first, second] = [...rules.matchAll(winner)];
  if (first === undefined || second === undefined) return [];
  const codes = [teamCode(league, first[1] ?? '') ?? '', teamCode(league, second[1] ?? '') ?? ''] as const;
  return [{ value: codes, text: `${first[0]} … ${second[0]}` }];
}

function readStart(market: Market, { primary }: MarketText): Pick<Game, 'day' | 'startsAt'> {
  const scheduled = /\bscheduled for (.{3,60})/i.exec(primary)?.[1];
  if (scheduled === undefined) return refuse('time-missing', 'for when the game is scheduled is not said');
  const [date] = findDates(scheduled);
  if (date === undefined || date.index > 12) return refuse('time-missing', `"${scheduled}" names no day`);
  const time = resolveDate(date, market.closeTime) ?? refuse('time-missing', `${date.text} is no day`);
  if (Math.abs(time - market.closeTime) > LONGEST_WAIT)
    refuse(
      'contradiction',
      `the game is on ${date.text}, the market closes at ${new Date(market.closeTime).toISOString()}`,
    );
  const [clock] = findClocks(scheduled);
  const hour = clock !== undefined && clock.zone !== null && clock.index - date.index - date.text.length < 8;
  return {
    day: { value: isoDay(time), text: date.text },
    startsAt: hour ? moment(date, clock, market.closeTime) : null,
  };
}

function readScope(rules: string, league: Worded<League>): Game['scope'] {
  const regulation = wordedMatch(
    rules,
    /\bafter 90 minutes plus stoppage time\b|\bregulation (?:time )?only\b|\b(?:in|end of) regulation\b/i,
    'regulation',
  );
  const final = wordedMatch(
    rules,
    /\bincluding any overtime(?: periods)?\b|\bincluding (?:any )?(?:extra time|overtime)[^.]{0,30}/i,
    'final',
  );
  if (regulation !== null && final !== null) return refuse('contradiction', `"${regulation.text}" and "${final.text}"`);
  const said = regulation ?? final;
  if (said !== null) return said;
  if (league.value === 'fifa-world-cup') return refuse('ambiguous', 'whether extra time counts is not said');
  return { value: 'final', text: league.text };
}

const CALLED_OFF = String.raw`\b(?:cancell?ed|not completed|not played|not started)\b[^.]{0,140}`;

const readCancelled = (rules: string): Game['cancelled'] =>
  wordedMatch(rules, new RegExp(String.raw`${CALLED_OFF}\bfair (?:market )?price\b`, 'i'), 'fair-price') ??
  wordedMatch(rules, new RegExp(String.raw`${CALLED_OFF}\b50[-/ ]50\b`, 'i'), 'half') ??
  wordedMatch(rules, new RegExp(String.raw`${CALLED_OFF}resolves? (?:to )?"?No\b`, 'i'), 'no');
