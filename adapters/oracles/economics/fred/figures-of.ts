import { asPrinted, type FigurePlan } from '../figure-plan.js';
import type { Vintage } from './read-vintages.js';

/** A headline as it was on a day. */
export interface DatedFigure {
  /** 2026-10, 2026-Q3, or the last day of a week. */
  readonly period: string;
  readonly value: number;
  /** Day on which it was first said, 2026-11-12. */
  readonly since: string;
  readonly revision: boolean;
}

/**
 * First prints and what was made of them, from the history of a series: a headline that compares two periods compares
 * what was said of both on the same day. Periods that were first said before `since` are left out, because their first
 * print is not in the history.
 * @param since day from which on the history is whole.
 */
export function figuresOf(plan: FigurePlan, vintages: readonly Vintage[], since: string): readonly DatedFigure[] {
  const byDate = new Map<string, Vintage[]>();
  for (const vintage of vintages) byDate.set(vintage.date, [...(byDate.get(vintage.date) ?? []), vintage]);
  const dates = [...byDate.keys()].toSorted();
  const on = (date: string | undefined, day: string): number | null =>
    byDate.get(date ?? '')?.find(({ from, to }) => from <= day && day <= to)?.value ?? null;
  const figures: DatedFigure[] = [];
  for (const [i, date] of dates.entries()) {
    const known = (byDate.get(date) ?? [])
      .filter(({ value }) => value !== null)
      .toSorted((a, b) => (a.from < b.from ? -1 : 1));
    const first = known[0]?.from;
    if (first === undefined || first <= since) continue;
    const figure = (day: string) =>
      made(plan, (back) => on(back === 0 ? date : earlier(dates, i, back, plan.every), day));
    const print = figure(first);
    if (print === null) continue;
    const period = periodOf(date, plan.every);
    figures.push({ period, value: print, since: first, revision: false });
    // The days on which anything that it is made of changed, the last of which holds now.
    const changes = [...new Set([...byDate.values()].flat().map(({ from }) => from))]
      .filter((day) => day > first)
      .toSorted();
    let last = print;
    let revised: DatedFigure | null = null;
    for (const day of changes) {
      const now = figure(day);
      if (now === null || now === last) continue;
      last = now;
      revised = { period, value: now, since: day, revision: true };
    }
    if (revised !== null) figures.push(revised);
  }
  return figures;
}

function made({ fred: { making }, decimals }: FigurePlan, level: (back: number) => number | null): number | null {
  const now = level(0);
  if (now === null) return null;
  if (making.kind === 'level') return asPrinted(now * making.factor, decimals);
  const before = level(making.kind === 'percent-change' ? making.back : 1);
  if (before === null) return null;
  if (making.kind === 'difference') return asPrinted((now - before) * making.factor, decimals);
  return before > 0 ? asPrinted((now / before - 1) * 100, decimals) : null;
}

/** The period so many before; undefined where it is missing from the history, as a month of a shutdown is. */
function earlier(dates: readonly string[], i: number, back: number, every: FigurePlan['every']): string | undefined {
  if (every !== 'month') return dates[i - back];
  const date = new Date(`${dates[i]}T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() - back);
  return date.toISOString().slice(0, 10);
}

function periodOf(date: string, every: FigurePlan['every']): string {
  if (every === 'week') return date;
  if (every === 'month') return date.slice(0, 7);
  return `${date.slice(0, 4)}-Q${Math.floor((Number(date.slice(5, 7)) - 1) / 3) + 1}`;
}
