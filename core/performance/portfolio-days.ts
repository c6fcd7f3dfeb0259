import { addUsd, sumUsd, type Usd } from '../money/money.js';
import type { DayMark } from './day-mark.js';
import { DAY_MS } from './utc-day.js';

/**
 * The days of the whole bankroll: what all strategies together realised on each, on the equity that it began with.
 * @param strategies their days
 * @param span start of the first UTC day and end (exclusive), Unix ms; `bankroll` is what the first day began with
 */
export function portfolioDays(
  strategies: Iterable<readonly DayMark[]>,
  { from, to, bankroll }: { readonly from: number; readonly to: number; readonly bankroll: Usd },
): readonly DayMark[] {
  const all = [...strategies].flat();
  const marks: DayMark[] = [];
  let capital = bankroll;
  for (let day = from; day < to; day += DAY_MS) {
    const own = all.filter((mark) => mark.day === day);
    const pnl = sumUsd(own.map((mark) => mark.pnl));
    marks.push({ day, capital, pnl, traded: sumUsd(own.map(({ traded }) => traded)) });
    capital = addUsd(capital, pnl);
  }
  return marks;
}
