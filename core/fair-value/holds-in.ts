import type { SettlementInterval } from './settlement-interval.js';

/** Whether a known value lies in the interval. */
export function holdsIn({ lower, upper }: SettlementInterval, value: number): boolean {
  if (lower !== null && (value < lower.level || (value === lower.level && !lower.inside))) return false;
  return upper === null || value < upper.level || (value === upper.level && upper.inside);
}
