import type { Market } from '../../domain/market.js';
import type { Condition } from '../../fair-value/settlement-interval.js';
import { refuse } from '../terms-refusal.js';
import { checkHeadline } from '../text/check-headline.js';
import { checkStrike } from '../text/check-strike.js';
import { findConditions } from '../text/find-conditions.js';
import { findDates, monthNumber } from '../text/find-dates.js';
import type { MarketText } from '../text/market-text.js';
import { isoDay, resolveDate } from '../text/resolve-date.js';
import { wordedMatch } from '../text/worded-match.js';
import type { Worded } from '../worded.js';
import type { FigureTerms } from './figure-terms.js';

const SOURCE =
  /\bFOMC's statement\b|\bFederal Reserve's (?:official )?website\b|\bfederalreserve\.gov\b|\bFederal Reserve\b/i;
const UPPER =
  /\bupper bound of the (?:target )?(?:range (?:of|for) the )?(?:target )?(?:federal|fed) funds\b(?: target)?(?: range| rate)?/i;
const MONTH = '([A-Z][a-z]{2,8})\\.?';
const MEETING_DAYS = new RegExp(
  `\\bmeeting scheduled for (?:${MONTH} \\d{1,2} ?(?:-|through|and) ?)?${MONTH} (?:(\\d{1,2}) ?- ?)?(\\d{1,2}),? (20\\d\\d)`,
);
const MEETING_MONTH = new RegExp(`\\b${MONTH} (20\\d\\d) (?:FOMC )?meeting\\b`);
const PATH = /\bat any point\b|\bany meeting\b|\bhow many\b/i;

/** @throws TermsRefusal */
export function readFed(market: Market, text: MarketText): FigureTerms {
  const upper = UPPER.exec(text.rules);
  if (PATH.test(text.primary)) refuse('unknown-class', 'this is no decision of one meeting');
  const source = SOURCE.exec(text.sourced) ?? refuse('no-source', 'nobody is named who publishes the target');
  const moves = readMove(market, text);
  if (moves === null && upper === null) return refuse('ambiguous', 'which bound of the target range is not said');
  const condition = moves ?? readLevel(market, text);
  return {
    kind: 'figure',
    needs: [{ type: 'economics', symbol: 'dfedtaru' }],
    figure: {
      value: moves === null ? 'fed-target-upper' : 'fed-target-upper-change',
      text: upper?.[0] ?? condition.text,
    },
    period: readMeeting(market, text),
    condition,
    unit: moves === null ? 'percent' : 'basis-points',
    published: moves === null ? 2 : 0,
    source: { value: 'federal-reserve', text: source[0] },
    release: wordedMatch(
      text.rules,
      /\bas soon as the FOMC's statement\b[^.]{0,80}|\bFOMC's statement after its meeting\b/i,
      'first',
    ),
  };
}

function readLevel(market: Market, { primary, title, subtitle }: MarketText): Worded<Condition> {
  const found = findConditions(primary);
  const [first, other] = found;
  if (first === undefined) return refuse('strike-missing', 'the rules compare with no number');
  if (other !== undefined) return refuse('ambiguous', `"${first.text}" and "${other.text}"`);
  if (!/%|percent/i.test(first.text)) return refuse('ambiguous', `"${first.text}" is no rate`);
  checkHeadline([title, subtitle], first.condition, { decimals: 2 });
  checkStrike(market.strike, first.condition, 2);
  return { value: first.condition, text: first.text };
}

const KALSHI_MOVE = /\bFederal Reserve does (?:a |an )?(hike|cut) of (> ?|more than )?(\d{1,3}) ?(?:bps|basis points)/i;
const KALSHI_TITLE = /\b(hike|cut) rates by (> ?|more than )?(\d{1,3}) ?bps/i;
const TITLE_MOVE =
  /\b(decrease|increase|cut|raise|hike)s?\b(?:(?!more than|less than|fewer than)[^.?]){0,30} by (at least )?(\d{1,3})(\+)? ?(?:bps|basis points)( or more)?( or less)?/i;
const TITLE_NONE = /\bno change in (?:Fed|the Fed's) (?:interest )?rates?\b/i;
const RULES_MOVE = /\b(decreased|increased) exactly (\d{1,3}) basis points\b/i;

const exactly = (value: number): Condition => ({
  kind: 'between',
  low: value,
  high: value,
  lowTies: true,
  highTies: true,
});

/** A market on the change of the target, basis points; null for one on its level. */
function readMove(market: Market, { primary, rules, title, subtitle }: MarketText): Worded<Condition> | null {
  const ruled = KALSHI_MOVE.exec(primary);
  if (ruled !== null) {
    const [text, way = '', more, size] = ruled;
    const value = (way.toLowerCase() === 'cut' ? -1 : 1) * Number(size) + 0;
    const titled = KALSHI_TITLE.exec(title);
    const agrees = titled?.[1]?.toLowerCase() === way.toLowerCase() && titled[3] === size;
    if (titled !== null && (!agrees || (titled[2] === undefined) !== (more === undefined)))
      return refuse('contradiction', `the title says "${titled[0]}", the rules "${text}"`);
    if (more === undefined) return { value: exactly(value), text };
    return { value: { kind: value < 0 ? 'below' : 'above', strike: value, ties: false }, text };
  }
  if (market.platform !== 'polymarket') return null;
  const change =
    /\bamount of basis points the upper bound\b[^.]{0,80}\bchanged by\b|\b(?:increased|decreased) exactly\b|\bexactly the same as the level it was prior\b/i;
  if (!change.test(rules)) return null;
  const none = TITLE_NONE.exec(title);
  if (none !== null) return { value: exactly(0), text: none[0] };
  const move = TITLE_MOVE.exec(title) ?? refuse('strike-missing', `the title "${title}" names no change`);
  const [text, way = '', atLeast, size, plus, orMore, orLess] = move;
  const more = atLeast ?? plus ?? orMore;
  if (orLess !== undefined) return refuse('ambiguous', `"${text}" is no change of one size`);
  const down = /decrease|cut/i.test(way);
  const value = (down ? -1 : 1) * Number(size) + 0;
  if (subtitle !== '' && /\d/.test(subtitle) && Number(/\d+/.exec(subtitle)?.[0]) !== Number(size))
    return refuse('contradiction', `the title says "${text}", the outcome "${subtitle}"`);
  const exact = RULES_MOVE.exec(rules);
  if (exact !== null && (Number(exact[2]) !== Number(size) || /^de/i.test(exact[1] ?? '') !== down))
    return refuse('contradiction', `the title says "${text}", the rules "${exact[0]}"`);
  if (more === undefined) return { value: exactly(value), text };
  return { value: { kind: down ? 'below' : 'above', strike: value, ties: true }, text };
}

/** The day on which the meeting ends where a text names it, else its month. */
function readMeeting(market: Market, { rules, title, primary }: MarketText): Worded<string> {
  const titled = MEETING_MONTH.exec(title);
  const titledMonth = titled?.[1] === undefined ? null : monthNumber(titled[1]);
  const days = MEETING_DAYS.exec(rules);
  if (days !== null) {
    const [text, , name = '', , day = '', year = ''] = days;
    const month = monthNumber(name) ?? refuse('time-missing', `"${text}" names no month`);
    if (titledMonth !== null && titledMonth !== month)
      refuse('contradiction', `the title says "${titled?.[0]}", the rules "${text}"`);
    const time = resolveDate({ year: Number(year), month, day: Number(day), text, index: 0 }, market.closeTime);
    return time === null ? refuse('time-missing', `"${text}" is no day`) : { value: isoDay(time), text };
  }
  const [date] = findDates(primary);
  if (date !== undefined) {
    if (titledMonth !== null && titledMonth !== date.month)
      refuse('contradiction', `the title says "${titled?.[0]}", the rules "${date.text}"`);
    const time = resolveDate(date, market.closeTime);
    if (time !== null) return { value: isoDay(time), text: date.text };
  }
  const named = MEETING_MONTH.exec(primary) ?? refuse('time-missing', 'no meeting is named');
  const month = monthNumber(named[1] ?? '') ?? refuse('time-missing', `"${named[0]}" names no month`);
  if (titledMonth !== null && titledMonth !== month) refuse('contradiction', `"${titled?.[0]}" and "${named[0]}"`);
  return { value: `${named[2]}-${String(month).padStart(2, '0')}`, text: named[0] };
}
