import type { Worded } from '../worded.js';
import { refuse } from '../terms-refusal.js';
import type { NamedClock } from './find-clocks.js';
import type { NamedDate } from './find-dates.js';
import { resolveDate } from './resolve-date.js';
import { zonedTime } from './time-zone.js';

const MINUTE = 60_000;

/**
 * Unix ms of a named day and time of day.
 * @param near for a missing year, Unix ms
 * @throws TermsRefusal `time-missing` without a zone, `contradiction` for a time that does not exist in it
 */
export function moment(date: NamedDate, clock: NamedClock, near: number, zone = clock.zone): Worded<number> {
  const text = `${date.text} ${clock.text}`;
  const day = resolveDate(date, near);
  if (day === null) return refuse('time-missing', `${date.text} is no day`);
  if (zone === null) return refuse('time-missing', `${text} is in no zone`);
  const value = zonedTime(day + clock.minute * MINUTE, zone);
  return value === null ? refuse('contradiction', `there is no ${text} in ${zone}`) : { value, text };
}
