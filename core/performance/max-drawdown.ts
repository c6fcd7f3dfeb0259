import { ratioOf, subUsd, type Usd, ZERO_USD } from '../money/money.js';

/** Equity at a time. */
export interface EquityMark {
  /** Unix ms. */
  readonly at: number;
  readonly equity: Usd;
}

/** The three worsts; they need not be of one and the same fall. */
export interface Drawdown {
  /** Most that was lost from a high. */
  readonly amount: Usd;
  /** Largest share of a high that was lost, 0 where no high was positive. */
  readonly ratio: number;
  /** Longest time below a high, to its recovery or to the last mark, ms. */
  readonly durationMs: number;
}

/** Falls of equity from its running high. Nothing with fewer than two marks. @param marks ascending in time */
export function maxDrawdown(marks: readonly EquityMark[]): Drawdown {
  let high: EquityMark | null = null;
  let amount = ZERO_USD;
  let ratio = 0;
  let durationMs = 0;
  for (const mark of marks) {
    if (high === null) {
      high = mark;
      continue;
    }
    const fall: Usd = subUsd(high.equity, mark.equity);
    if (mark.equity < high.equity) {
      if (fall > amount) amount = fall;
      if (high.equity > 0) ratio = Math.max(ratio, ratioOf(fall, high.equity));
      durationMs = Math.max(durationMs, mark.at - high.at);
      continue;
    }
    high = mark;
  }
  return { amount, ratio, durationMs };
}
