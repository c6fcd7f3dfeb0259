import { type DateMention, findDates } from '../text/find-dates.js';
import { plainText } from '../text/plain-text.js';

const FIRST_SENTENCE = /^.*?(?:, then |then the market |$)/s;
/** Games may be put off, so the day they are planned for is no date of the question. */
const PLANNED = /\bscheduled\b/i;

/**
 * The one day or span of days that the first sentence of a Kalshi market's rules names, where titles name none or only
 * its month or first day ("in Jun 2026", "the week of Jun 14"); else the dates as they are.
 */
export function sharpenDates(dates: readonly DateMention[], rules: string): readonly DateMention[] {
  const sentence = FIRST_SENTENCE.exec(plainText(rules).replaceAll(/\s+/g, ' '))?.[0] ?? '';
  if (dates.length > 1 || sentence === '' || PLANNED.test(sentence)) return dates;
  const [named] = dates;
  const ruled = findDates(sentence).dates.filter(({ year, day }) => year !== null && day !== null);
  const [exact] = ruled;
  if (exact === undefined || ruled.length > 1 || exact.relation !== 'on') return dates;
  if (named === undefined) return ruled;
  const sameMonth = named.relation === 'on' && named.month === exact.month && (named.year ?? exact.year) === exact.year;
  const isWider = named.day === null ? named.last.month === named.month : named.day === exact.day && isDay(named);
  return sameMonth && isWider ? ruled : dates;
}

const isDay = ({ day, month, last, minute }: DateMention): boolean =>
  minute === null && last.day === day && last.month === month;

/**
 * Dates of the rules where titles leave them out: a deadline when the titles name no date, and the year of a day that
 * they name without one. Other dates of rules (issue, schedule, review) are not about the question.
 */
export function completeDates(dates: readonly DateMention[], rules: string): readonly DateMention[] {
  const silent = dates.length === 0;
  if (rules === '' || !(silent || dates.some(({ day, year }) => day !== null && year === null))) return dates;
  const ruled = findDates(plainText(rules)).dates.filter(({ year }) => year !== null);
  if (silent) return ruled.filter(({ relation }) => relation === 'by' || relation === 'before').slice(0, 1);
  return dates.map((date) => {
    if (date.day === null || date.year !== null) return date;
    const year = ruled.find(({ month, day }) => month === date.month && day === date.day)?.year;
    return year === undefined || year === null ? date : { ...date, year, last: { ...date.last, year } };
  });
}
