/** What the date part of a Kalshi ticker says; parts that it leaves out are null. */
export interface TickerDate {
  readonly year: number;
  readonly month: number | null;
  readonly day: number | null;
  readonly text: string;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DATED = /-(2\d|3\d)(?:(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)(\d\d)?\w*|)(?=-|$)/;

/**
 * The date in a Kalshi ticker: `-26JUL31`, `-26JUL3102` with an hour, `-26SEP`, or a year alone. A two-digit number may
 * be an edition instead (`-68`), so a year alone is taken from 20 to 39 only, and nothing rests on it but years.
 */
export function tickerDate(ticker: string): TickerDate | null {
  const found = DATED.exec(ticker.toUpperCase());
  if (!found) return null;
  const [text, year = '', month, day] = found;
  return {
    year: 2000 + Number(year),
    month: month === undefined ? null : MONTHS.indexOf(month) + 1,
    day: day === undefined ? null : Number(day),
    text: text.slice(1),
  };
}
