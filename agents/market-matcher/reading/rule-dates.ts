import { type DateMention, findDates } from '../text/find-dates.js';
import { plainText } from '../text/plain-text.js';

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
