import { refuse } from '../terms-refusal.js';
import { findDates, monthNumber } from '../text/find-dates.js';
import { isoDay, resolveDate } from '../text/resolve-date.js';
import type { Worded } from '../worded.js';
import type { FigureSeries } from './figure-series.js';

const MONTH =
  '(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)';
const OF_YEAR = new RegExp(`(?<!from )\\b${MONTH} (20\\d\\d)\\b`, 'gi');
const FROM_TO = new RegExp(`\\bfrom ${MONTH}(?: 20\\d\\d)? to ${MONTH} (20\\d\\d)\\b`, 'gi');
const QUARTER = /\bQ([1-4]) (20\d\d)\b|\b(first|second|third|fourth) quarter of (20\d\d)\b/gi;
const QUARTERS = ['first', 'second', 'third', 'fourth'];

/**
 * Which month, quarter or week a figure is for. Every mention must mean the same one.
 * @param said clause and title, not the dates of releases
 * @throws TermsRefusal `time-missing`, `contradiction`
 */
export function readPeriod(said: string, { every }: FigureSeries, near: number): Worded<string> {
  const found = { month: months, quarter: quarters, week: weeks }[every](said, near);
  const [first] = found;
  if (first === undefined) return refuse('time-missing', `no ${every} is named`);
  const other = found.find(({ value }) => value !== first.value);
  return other === undefined ? first : refuse('contradiction', `"${first.text}" and "${other.text}" are both named`);
}

const iso = (year: string | undefined, month: number): string => `${year}-${String(month).padStart(2, '0')}`;

function months(said: string): readonly Worded<string>[] {
  const spans = [...said.matchAll(FROM_TO)].map(([text, from = '', to = '', year]) => {
    const last = monthNumber(to) ?? 0;
    if ((monthNumber(from) ?? 0) % 12 !== last - 1) refuse('ambiguous', `"${text}" is no single month`);
    return { value: iso(year, last), text };
  });
  const single = said.replaceAll(FROM_TO, ' ');
  return [
    ...spans,
    ...[...single.matchAll(OF_YEAR)].map(([text, month = '', year]) => ({
      value: iso(year, monthNumber(month) ?? 0),
      text,
    })),
  ];
}

const quarters = (said: string): readonly Worded<string>[] =>
  [...said.matchAll(QUARTER)].map(([text, number, year, word, wordYear]) => ({
    value: `${year ?? wordYear}-Q${number ?? QUARTERS.indexOf(word?.toLowerCase() ?? '') + 1}`,
    text,
  }));

const weeks = (said: string, near: number): readonly Worded<string>[] =>
  findDates(said).flatMap((date) => {
    const time = resolveDate(date, near);
    return time === null || !/\bweek ending (?:on )?$/i.test(said.slice(Math.max(0, date.index - 16), date.index))
      ? []
      : [{ value: isoDay(time), text: date.text }];
  });
