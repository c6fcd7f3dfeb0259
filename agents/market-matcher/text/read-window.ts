import { DAY, instantOf, MINUTE } from './calendar.js';
import type { DateMention, DateRelation } from './find-dates.js';
import type { TickerDate } from './ticker-dates.js';

/** The time a question is about. */
export interface Window {
  /** `instant`: a moment of a day; `period`: what happens within; `deadline`: what happens until then, however early. */
  readonly kind: 'instant' | 'period' | 'deadline';
  /** Unix ms, inclusive; null for a deadline without a start. */
  readonly from: number | null;
  /** Unix ms, exclusive; null for "after". */
  readonly to: number | null;
  /** How exactly it is known. */
  readonly grain: 'minute' | 'day' | 'month' | 'quarter' | 'year';
  /** Zone as written; null where the venues' Eastern time is assumed. */
  readonly zone: string | null;
  /** The words it rests on. */
  readonly text: string;
  /** True when the year is not in the texts and was completed from ticker, edition or trading times. */
  readonly completed: boolean;
}

/**
 * The window that dates of one text give together, null when they give none. A day without a year is completed from a
 * year the texts name, from the ticker, or from the trading times, and stays unknown where none of these decide.
 */
export function readWindow(
  dates: readonly DateMention[],
  years: readonly number[],
  ticker: TickerDate | null,
  openTime: number | null,
  closeTime: number | null,
): Window | null {
  const told = dates.filter(({ month, year }) => month !== null || year !== null);
  const [best] = told.sort((a, b) => rank(b) - rank(a));
  if (best === undefined) {
    const [year] = years;
    if (year === undefined || ticker?.year === year) return tickerWindow(ticker);
    return build(
      { year, month: null, day: null },
      { year: years.at(-1) ?? year, month: null, day: null },
      'on',
      null,
      null,
      String(year),
      true,
    );
  }
  const year = best.year ?? completeYear(best, years, ticker, openTime, closeTime);
  if (year === null) return null;
  const last = { ...best.last, year: best.last.year ?? year };
  return build({ ...best, year }, last, best.relation, best.minute, best.zone, best.text, best.year === null);
}

/** The most exact date leads: one with a day before one with a month, a stated year before none. */
function rank({ month, day, year, minute }: DateMention): number {
  return (day === null ? 0 : 8) + (month === null ? 0 : 4) + (year === null ? 0 : 2) + (minute === null ? 0 : 1);
}

function completeYear(
  date: DateMention,
  years: readonly number[],
  ticker: TickerDate | null,
  openTime: number | null,
  closeTime: number | null,
): number | null {
  if (ticker !== null && (ticker.month === null || ticker.month === date.month)) return ticker.year;
  if (years.length === 1 && years[0] !== undefined && years[0] !== ticker?.year) return years[0];
  const close = closeTime === null ? null : new Date(closeTime).getUTCFullYear();
  if (close === null || date.month === null) return null;
  // The date a market asks about lies between its opening and shortly after its end of trading.
  for (const year of [close, close - 1]) {
    const start = instantOf(year, date.month, date.day ?? 1);
    if (start <= (closeTime ?? 0) + DAY && (openTime === null || start >= openTime - 32 * DAY)) return year;
  }
  return null;
}

function tickerWindow(ticker: TickerDate | null): Window | null {
  if (ticker === null) return null;
  return build(ticker, ticker, 'on', null, null, ticker.text, true);
}

type Day = { readonly year: number; readonly month: number | null; readonly day: number | null };

function build(
  first: Day,
  last: { readonly year: number | null; readonly month: number | null; readonly day: number | null },
  relation: DateRelation,
  minute: number | null,
  zone: string | null,
  text: string,
  completed: boolean,
): Window {
  const start = instantOf(first.year, first.month ?? 1, first.day ?? 1, minute ?? 0, zone);
  const end = endOf(last.year ?? first.year, last.month, last.day, zone);
  const grain = grainOf(first, last, minute);
  const told = { grain, zone, text, completed };
  switch (relation) {
    case 'before':
      return { kind: 'deadline', from: null, to: start, ...told };
    case 'by':
      // Who counts seconds means the very second, else the minute that is named is the last one.
      return {
        kind: 'deadline',
        from: null,
        to: minute === null ? end : start + (minute % 1 === 0 ? MINUTE : 0),
        ...told,
      };
    case 'after':
      return { kind: 'period', from: end, to: null, ...told };
    case 'on':
      return minute === null
        ? { kind: 'period', from: start, to: end, ...told }
        : { kind: 'instant', from: start, to: start + MINUTE, ...told };
  }
}

function endOf(year: number, month: number | null, day: number | null, zone: string | null): number {
  if (month === null) return instantOf(year + 1, 1, 1, 0, zone);
  return day === null ? instantOf(year, month + 1, 1, 0, zone) : instantOf(year, month, day + 1, 0, zone);
}

function grainOf(first: Day, last: { readonly month: number | null }, minute: number | null): Window['grain'] {
  if (minute !== null) return 'minute';
  if (first.day !== null) return 'day';
  if (first.month === null) return 'year';
  return last.month === first.month ? 'month' : 'quarter';
}
