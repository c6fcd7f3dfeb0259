import type { DayMark } from './day-mark.js';

/** Daily marks and how many trades were closed on each of them. */
export interface ScoredDay extends DayMark {
  readonly trades: number;
}
