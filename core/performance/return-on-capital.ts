import { ratioOf, sumUsd } from '../money/money.js';
import type { DayMark } from './day-mark.js';

/** Sum of P&L over the mean capital of the days that had any, not annualised; null without capital. */
export function returnOnCapital(days: readonly DayMark[]): number | null {
  const funded = days.filter(({ capital }) => capital > 0);
  if (funded.length === 0) return null;
  return ratioOf(sumUsd(funded.map(({ pnl }) => pnl)), sumUsd(funded.map(({ capital }) => capital))) * funded.length;
}
