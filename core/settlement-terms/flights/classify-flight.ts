import type { Market } from '../../domain/market.js';
import type { Condition } from '../../fair-value/settlement-interval.js';
import { refuse } from '../terms-refusal.js';
import { findDates } from '../text/find-dates.js';
import type { MarketText } from '../text/market-text.js';
import { isoDay, resolveDate } from '../text/resolve-date.js';
import { wordedMatch } from '../text/worded-match.js';
import type { Worded } from '../worded.js';
import { AIRLINES } from './airlines.js';
import type { FlightTerms } from './flight-terms.js';

const DESIGNATOR = /\bflight (?:number )?([A-Z]{2}|[A-Z]\d|\d[A-Z]) ?(\d{1,4})\b/g;
const DELAYS: readonly (readonly [RegExp, 'above' | 'below', boolean])[] = [
  [
    /\b(?:within|no more than|at most|no later than) (\d{1,3}) minutes (?:of|after)\b[^.]{0,40}\bscheduled\b/i,
    'below',
    true,
  ],
  [/\b(?:less|fewer) than (\d{1,3}) minutes (?:after|late)\b/i, 'below', false],
  [/\b(?<!no )more than (\d{1,3}) minutes (?:after|late)\b/i, 'above', false],
  [/\bat least (\d{1,3}) minutes (?:after|late)\b|\b(\d{1,3}) or more minutes (?:after|late)\b/i, 'above', true],
];
const CALLED_OFF = String.raw`\b(?:cancell?ed|diverted)\b[^.]{0,100}`;

export const looksLikeFlight = ({ rules }: MarketText): boolean =>
  /\bflight (?:number )?[A-Z\d]{2} ?\d{1,4}\b/.test(rules) && /\barriv/i.test(rules);

/** @throws TermsRefusal */
export function classifyFlight(market: Market, text: MarketText): FlightTerms {
  const flight = readFlight(text);
  const day = readDay(market, text);
  const source =
    wordedMatch(text.sourced, /\bFlightAware\b/i, 'flightaware') ??
    refuse(
      /\bFlightradar24\b|\bFAA\b|\bairline's website\b/i.test(text.sourced) ? 'unknown-source' : 'no-source',
      'not FlightAware',
    );
  const { rules } = text;
  return {
    kind: 'on-time',
    needs: [{ type: 'flights', symbol: `${flight.value.toLowerCase()}-${day.value}` }],
    flight,
    day,
    delay: readDelay(text.primary),
    arrival:
      wordedMatch(rules, /\bgate\b/i, 'gate') ??
      wordedMatch(rules, /\b(?:lands|landing|touchdown|wheels down)\b/i, 'landing') ??
      refuse('ambiguous', 'whether landing or gate counts is not said'),
    source,
    cancelled:
      wordedMatch(rules, new RegExp(String.raw`${CALLED_OFF}\bresolves? (?:to )?"?No\b`, 'i'), 'no') ??
      wordedMatch(rules, new RegExp(String.raw`${CALLED_OFF}\bresolves? (?:to )?"?Yes\b`, 'i'), 'yes') ??
      wordedMatch(rules, new RegExp(String.raw`${CALLED_OFF}\b50[-/ ]50\b`, 'i'), 'half') ??
      refuse('tie-missing', 'what a cancelled flight pays is not said'),
  };
}

function readFlight({ title, rules }: MarketText): Worded<string> {
  const found = [...`${rules} ${title}`.matchAll(DESIGNATOR)];
  const [first] = found;
  const [text, code = '', number] = first ?? refuse('unknown-alias', 'no flight number is named');
  const airline = AIRLINES[code] ?? refuse('unknown-alias', `${code} is no airline of the list`);
  const named = Object.entries(AIRLINES).find(([other, name]) => other !== code && title.includes(name));
  if (named !== undefined && !title.includes(airline)) refuse('contradiction', `flight ${code} is not ${named[1]}`);
  const value = `${code}${number}`;
  const other = found.find(([, one, digits]) => `${one}${digits}` !== value);
  return other === undefined ? { value, text } : refuse('contradiction', `"${text}" and "${other[0]}"`);
}

function readDay(market: Market, { primary, title }: MarketText): Worded<string> {
  const dates = [...findDates(primary), ...findDates(title)];
  const [date] = dates;
  if (date === undefined) return refuse('time-missing', 'no day is named');
  const other = dates.find(({ day, month }) => day !== date.day || month !== date.month);
  if (other !== undefined) return refuse('contradiction', `the days ${date.text} and ${other.text} are both named`);
  const time = resolveDate(date, market.closeTime);
  return time === null ? refuse('time-missing', `${date.text} is no day`) : { value: isoDay(time), text: date.text };
}

function readDelay(primary: string): Worded<Condition> {
  for (const [pattern, kind, ties] of DELAYS) {
    const found = pattern.exec(primary);
    if (found !== null) return { value: { kind, strike: Number(found[1] ?? found[2]), ties }, text: found[0] };
  }
  return refuse('strike-missing', 'how late still counts is not said');
}
