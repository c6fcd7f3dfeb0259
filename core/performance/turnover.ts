import { ratioOf, sumUsd } from '../money/money.js';
import type { DayMark } from './day-mark.js';

/** How often the capital is turned over in a day: notional traded, both ways, over capital; null without capital. */
export function turnover(days: readonly DayMark[]): number | null {
  const funded = days.filter(({ capital }) => capital > 0);
  if (funded.length === 0) return null;
  return ratioOf(sumUsd(funded.map(({ traded }) => traded)), sumUsd(funded.map(({ capital }) => capital)));
}
