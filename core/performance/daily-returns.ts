import { ratioOf } from '../money/money.js';
import type { DayMark } from './day-mark.js';

/** pnl ÷ capital of each day that began with capital; the others have no return. */
export function dailyReturns(days: readonly DayMark[]): readonly number[] {
  return days.flatMap(({ capital, pnl }) => (capital > 0 ? [ratioOf(pnl, capital)] : []));
}
