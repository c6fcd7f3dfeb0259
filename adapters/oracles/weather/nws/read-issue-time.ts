const ZONES: Readonly<Record<string, number>> = {
  EST: -5,
  EDT: -4,
  CST: -6,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
  AKST: -9,
  AKDT: -8,
  HST: -10,
  AST: -4,
  CHST: 10,
  SST: -11,
  GMT: 0,
  UTC: 0,
};
const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');
const LINE =
  /^\s*(\d{1,2}):?(\d{2})\s*(AM|PM)\s+([A-Z]{3,4})\s+(?:[A-Z]{3}\s+)?([A-Z]{3})[A-Z]*\s+(\d{1,2})\s+(\d{4})\s*$/;
const HOUR_MS = 3_600_000;

/** The month of a name, 0 to 11, by its first three letters; −1 for none. */
export const monthOf = (name: string): number => MONTHS.indexOf(name.slice(0, 3).toUpperCase());

/** A calendar day as 2026-11-20; null for one that does not exist. */
export function calendarDay(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month, day));
  return month >= 0 && date.getUTCMonth() === month && date.getUTCDate() === day && year >= 1900 && year < 2200
    ? date.toISOString().slice(0, 10)
    : null;
}

/** When a text product was issued: "231 AM EDT TUE SEP 30 2014". */
export interface IssueTime {
  /** Unix ms. */
  readonly time: number;
  /** By the clock that it names. */
  readonly localDay: string;
}

/** @returns null when the line is none, or names no time that there is. */
export function readIssueTime(line: string): IssueTime | null {
  const found = LINE.exec(line.toUpperCase());
  if (!found) return null;
  const [, hourText, minute, half, zone = '', month = '', day, year] = found;
  const hour = Number(hourText);
  const offset = ZONES[zone];
  const localDay = calendarDay(Number(year), monthOf(month), Number(day));
  if (offset === undefined || localDay === null || hour < 1 || hour > 12 || Number(minute) > 59) return null;
  const hours = (hour % 12) + (half === 'PM' ? 12 : 0) - offset;
  return { time: Date.parse(`${localDay}T00:00:00Z`) + hours * HOUR_MS + Number(minute) * 60_000, localDay };
}
