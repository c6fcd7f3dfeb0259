import type { Question } from '../reading/question.js';
import { DAY, MINUTE } from '../text/calendar.js';
import type { Window } from '../text/read-window.js';
import { wordKey } from '../text/split-words.js';
import { differs, doubt, type Finding, untold } from './finding.js';
import { windowText } from './window-text.js';

const DAY_ONE = wordKey('DayOne');
/** What may have happened before and happen again. */
const RECURRING: ReadonlySet<string> = new Set(
  'meet visit say mention tweet strike attack cut hike recession shutdown hurricane earthquake ceasefire win lose score rain snow speak call travel play host veto pardon sanction tariff crash default strike protest eruption outbreak poll lead top record high low'
    .split(' ')
    .map(wordKey),
);
const PLANNED = /\bscheduled for\b/i;
/** Minutes between the starts of two games of the same teams on one day. */
const DOUBLE_HEADER = 150;
/** Prices are other ones a minute later. */
const MOMENT = 999;
/** Venues that name no zone or mean the end of a day somewhere else still mean the same day. */
const SAME_DAY = 15 * 60 * MINUTE;

/** Whether two questions are about the same time. What only one side says leaves doubt, unless it is only a year. */
export function compareWindows(a: Question, b: Question): readonly Finding[] {
  const days = [...compareGameDays(a, b), ...compareClocks(a, b)];
  if (days.some(({ kind }) => kind === 'differs')) return days;
  return [...days, ...compareDates(a, b)];
}

function compareDates(a: Question, b: Question): readonly Finding[] {
  const years = compareYears(a, b);
  if (years.some(({ kind }) => kind === 'differs')) return years;
  if (a.versus || b.versus || (isGame(a) && isGame(b))) {
    const games = gameDays(a, b);
    if (games !== null) return [...years, games];
  }
  const [x, y] = [told(a), told(b)];
  if (x === null || y === null) return [...years, ...oneSided(a, b, x ?? y)];
  if (x.grain === 'year' && y.grain === 'year' && x.kind === y.kind) return years;
  return [...years, ...compareTold(a, b, x, y)];
}

/** Times of day of what recurs every day, or of a date that only one side says. */
function compareClocks(a: Question, b: Question): readonly Finding[] {
  if (a.clock === null || b.clock === null || a.window?.kind === 'deadline' || b.window?.kind === 'deadline') return [];
  if (a.clock.minute === b.clock.minute || (a.window?.kind === 'instant' && b.window?.kind === 'instant')) return [];
  return [differs('window', `time of day: ${a.clock.minute} / ${b.clock.minute} minutes after midnight`)];
}

/** What hangs on one game: its teams stand in the title, its league and day in the id, or its rules say when it is. */
const isGame = ({ versus, ruled, league, window, date }: Question): boolean =>
  versus || PLANNED.test(ruled) || (league !== null && date === null && window?.grain === 'day');

/** Teams meet more than once: a game is known by its day, and the ids of both venues name it. */
function compareGameDays(a: Question, b: Question): readonly Finding[] {
  if (!a.versus && !b.versus && !(isGame(a) && isGame(b))) return [];
  const [x, y] = [a.window, b.window];
  if (x === null || y === null || x.from === null || y.from === null) return [];
  if (![x, y].every(({ grain }) => grain === 'day' || grain === 'minute')) return [];
  if (Math.abs(x.from - y.from) > 1.5 * DAY) return [differs('window', `${x.text} / ${y.text}`)];
  return compareStarts(a, b);
}

/** Two games of the same teams on one day, hours apart. Starts are put off, so a person looks. */
function compareStarts({ start: x }: Question, { start: y }: Question): readonly Finding[] {
  if (x === null || y === null || Math.abs(x - y) < DOUBLE_HEADER) return [];
  return [untold('window', 0.2, `the game starts ${x} and ${y} minutes after midnight`)];
}

/** Teams meet again: a game is known by its day, which tickers and slugs name where titles do not. */
function gameDays({ window: x }: Question, { window: y }: Question): Finding | null {
  if (x === null || y === null) return untold('window', 0.2, 'the day of the game is not known on both sides');
  if (x.grain !== 'day' || y.grain !== 'day' || close(x.from, y.from, SAME_DAY)) return null;
  return differs('window', `${x.text} / ${y.text}`);
}

/** A window that a text names; one that only the ticker gives may be its date of settlement. */
function told({ window, date, years }: Question): Window | null {
  return window !== null && (date !== null || years.length > 0) ? window : null;
}

function compareYears(a: Question, b: Question): readonly Finding[] {
  const [x, y] = [yearsOf(a), yearsOf(b)];
  const texts = `${x.join(', ')} / ${y.join(', ')}`;
  if (x.length > 0 && y.length > 0)
    return x.some((year) => y.includes(year)) ? [] : [differs('window', `years ${texts}`)];
  const [silent, stated] = x.length === 0 ? [a, y] : [b, x];
  if (stated.length === 0 || silent.tickerYear === null) return [];
  // A ticker names the year of the event or of its settlement; on the first of January, of the year that ends there.
  const eve = silent.window?.grain === 'day' ? new Date((silent.window.from ?? 0) - DAY).getUTCFullYear() : null;
  const named = [silent.tickerYear, eve ?? silent.tickerYear];
  const distance = Math.min(...stated.flatMap((year) => named.map((each) => Math.abs(year - each))));
  const text = `year ${stated.join(', ')} / ticker ${silent.tickerYear}`;
  if (distance === 0) return [];
  return [distance === 1 ? doubt('window', 0.14, text) : differs('window', text)];
}

/** The years in which a question may come true: "before January 2026" means 2025. */
function yearsOf({ years, window, date }: Question): readonly number[] {
  if (window === null || date === null || window.completed) return years;
  if (window.kind !== 'deadline' || window.to === null) return years;
  return [new Date(window.to - DAY).getUTCFullYear(), ...years.filter((year) => year < (date.year ?? 0))];
}

function oneSided(a: Question, b: Question, only: Window | null): readonly Finding[] {
  const named = a.date ?? b.date;
  if (relativeDay(a) && relativeDay(b)) return [];
  if (only === null) return partly(a, b);
  if (only.grain === 'year' && only.kind === 'period') {
    const other = told(a) === null ? a : b;
    // A contest of every year is known by its name; the year is confirmed by the other ticker or left to be believed.
    return other.tickerYear === null && other.platform === 'kalshi'
      ? [doubt('window', 0.08, `only one side says ${only.text}`)]
      : [];
  }
  if (onTickerDay(a, b, only)) return [];
  const pairedDate = a.date !== null && b.date !== null ? partly(a, b) : null;
  return pairedDate ?? [doubt('window', 0.16, `only one side says ${named?.text ?? only.text}`)];
}

/** A Kalshi ticker may name the very day or deadline that only the other side says. */
function onTickerDay(a: Question, b: Question, only: Window): boolean {
  const silent = (told(a) === null ? a : b).window;
  if (silent?.grain !== 'day') return false;
  if (only.kind === 'period') return close(silent.from, only.from, SAME_DAY);
  return close(silent.from, only.to, SAME_DAY) || close(silent.to, only.to, SAME_DAY);
}

/** Both say the same day by what happens on it; the date of one side only spells it out. */
const relativeDay = ({ claim }: Question): boolean => claim.some(({ key }) => key === DAY_ONE);

/** Dates without a year: the same day and month agree, another day or month differs in any year. */
function partly(a: Question, b: Question): readonly Finding[] {
  const [x, y] = [a.date, b.date];
  if (x === null && y === null) return [];
  const texts = `${x === null ? 'no date' : windowText(x, x)} / ${y === null ? 'no date' : windowText(y, y)}`;
  if (x === null || y === null) return onTickerDate(a, b) ? [] : [doubt('window', 0.16, texts)];
  const ends = [x, y].map(({ last, relation }) => edge(last.month, last.day, relation));
  if (ends[0] !== ends[1]) return [differs('window', texts)];
  if (x.minute !== null && y.minute !== null && (x.minute !== y.minute || !sameZone(x.zone, y.zone)))
    return [differs('window', `${texts}: time of day`)];
  return (x.relation === 'on') !== (y.relation === 'on') ? [doubt('window', 0.12, texts)] : [];
}

const sameZone = (x: string | null, y: string | null): boolean => (x ?? 'ET').charAt(0) === (y ?? 'ET').charAt(0);

/** A day without a year against the day in the other side's ticker. */
function onTickerDate(a: Question, b: Question): boolean {
  const [date, silent] = a.date === null ? [b.date, a] : [a.date, b];
  if (date === null || date.day === null || silent.window?.grain !== 'day' || silent.window.from === null) return false;
  return (
    new Date(silent.window.from).toISOString().slice(5, 10) === edge(date.last.month, date.last.day, date.relation)
  );
}

/** The last day that counts, in a leap year so that every day exists. */
function edge(month: number | null, day: number | null, relation: string): string {
  const last =
    day === null
      ? Date.UTC(2024, month ?? 12, relation === 'before' ? 1 - 31 : 0)
      : Date.UTC(2024, (month ?? 12) - 1, relation === 'before' ? day - 1 : day);
  return new Date(last).toISOString().slice(5, 10);
}

function compareTold(a: Question, b: Question, x: Window, y: Window): readonly Finding[] {
  const texts = `${windowText(x, a.date)} / ${windowText(y, b.date)}`;
  const tolerance = toleranceOf(x, y);
  if (x.kind === 'instant' || y.kind === 'instant') return instants(x, y, texts);
  if (!close(x.to, y.to, tolerance)) {
    const nested = x.grain !== y.grain && x.kind === 'period' && y.kind === 'period' && within(x, y);
    return [nested ? doubt('window', 0.12, `${texts}: one says it more exactly`) : differs('window', texts)];
  }
  if (x.kind === y.kind) return close(x.from, y.from, tolerance) ? [] : [differs('window', texts)];
  return openStart(a, b, x, y, texts);
}

/** The last minute of a day is the end of that day, unless somebody counts seconds. */
function toleranceOf(x: Window, y: Window): number {
  if (x.grain !== 'minute' || y.grain !== 'minute') return SAME_DAY;
  return [x, y].some(({ to }) => to !== null && to % MINUTE !== 0) ? MOMENT : 2 * MINUTE;
}

function instants(x: Window, y: Window, texts: string): readonly Finding[] {
  if (x.kind === y.kind) return close(x.from, y.from, MOMENT) ? [] : [differs('window', texts)];
  const [instant, day] = x.kind === 'instant' ? [x, y] : [y, x];
  if (day.kind === 'period' && within(instant, day))
    return [doubt('window', 0.1, `${texts}: only one side says the time of day`)];
  if (day.kind === 'deadline' && close(instant.to, day.to, SAME_DAY)) return [doubt('window', 0.12, texts)];
  return [differs('window', texts)];
}

/**
 * "Before 2026" against "in 2025": the same where it could not come true earlier, because the open side began to trade
 * within the period. Without trading times a person looks, unless it is something that happens once: nobody lists it
 * after it happened.
 */
function openStart(a: Question, b: Question, x: Window, y: Window, texts: string): readonly Finding[] {
  const [open, period] = x.kind === 'deadline' ? [a, y] : [b, x];
  if (period.grain === 'day') return [doubt('window', 0.14, `${texts}: by a day or on it`)];
  if (open.openTime === null)
    return [untold('window', mayRecur(a) || mayRecur(b) ? 0.13 : 0.1, `${texts}: may already be true before`)];
  return open.openTime >= (period.from ?? 0) - 7 * DAY ? [] : [differs('window', `${texts}: opened before the period`)];
}

const mayRecur = ({ threshold, claim }: Question): boolean =>
  threshold !== null || claim.some(({ key }) => RECURRING.has(key));

function within(inner: Window, outer: Window): boolean {
  const from = (inner.from ?? 0) + SAME_DAY >= (outer.from ?? 0);
  return from && (inner.to ?? Infinity) - SAME_DAY <= (outer.to ?? Infinity);
}

function close(x: number | null, y: number | null, tolerance: number): boolean {
  if (x === null || y === null) return x === y;
  return Math.abs(x - y) <= tolerance;
}
