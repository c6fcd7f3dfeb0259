import { momentsOf } from './moments.js';
import { requireNumber } from './require-number.js';

/** Periods in a year by the kind of marks: markets that never close, business days, hours. */
export const PERIODS_PER_YEAR = { daily: 365, 'business-daily': 252, hourly: 8_760 } as const;

/**
 * Sharpe ratio per period, not annualised: mean of returns above `freeRate` (per period) over their deviation, over n − 1
 * unless `population`. Never of trades: they are neither evenly spaced nor independent. null where it cannot be measured:
 * fewer than two periods, or equal returns other than the free rate; equal to it, 0.
 * @throws PerformanceError
 */
export function sharpeRatio(
  returns: readonly number[],
  options: { readonly freeRate?: number; readonly population?: boolean } = {},
): number | null {
  const free = requireNumber('freeRate', options.freeRate ?? 0);
  const moments = momentsOf(returns);
  const deviation = options.population === true && moments.count >= 2 ? moments.populationDeviation : moments.deviation;
  if (moments.mean === null || deviation === null) return null;
  const excess = moments.mean - free;
  if (deviation === 0) return excess === 0 ? 0 : null;
  return excess / deviation;
}
