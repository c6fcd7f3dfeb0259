import { ratioOf, sumUsd, type Usd } from '../money/money.js';
import { momentsOf } from '../performance/moments.js';
import type { SharpeEvidence } from '../performance/sharpe-evidence.js';
import { sharpeRatio } from '../performance/sharpe-ratio.js';
import type { Stretch } from './stretch.js';

/** A trade as it is scored. Times Unix ms; P&L fees in. */
export interface ScoredTrade {
  readonly requestedAt: number;
  /** Null: it was still open at the end. */
  readonly closedAt: number | null;
  readonly pnl: Usd;
}

/** What a stretch of a run earned. */
export interface StretchScore {
  readonly trades: number;
  readonly pnl: Usd;
  /** Per period, never annualised; null where it cannot be measured. */
  readonly sharpe: number | null;
  /** Null where the ratio is, and where returns have no shape. */
  readonly evidence: SharpeEvidence | null;
}

/**
 * Scores the trades that were asked for and closed within a stretch. One that reaches across its end belongs to no stretch:
 * what it came to was not known by the end of the first, and was decided before the second. Pure.
 * @param periodMs returns are of so long each, on the whole bankroll
 */
export function scoreStretch(
  trades: readonly ScoredTrade[],
  { from, to }: Stretch,
  { bankroll, periodMs }: { readonly bankroll: Usd; readonly periodMs: number },
): StretchScore {
  const own = trades.filter(({ requestedAt, closedAt }) => requestedAt >= from && closedAt !== null && closedAt < to);
  const returns = Array.from({ length: Math.max(1, Math.ceil((to - from) / periodMs)) }, () => 0);
  for (const { closedAt, pnl } of own) {
    const period = Math.floor(((closedAt as number) - from) / periodMs);
    returns[period] = (returns[period] ?? 0) + ratioOf(pnl, bankroll);
  }
  const pnl = sumUsd(own.map((trade) => trade.pnl));
  if (own.length === 0) return { trades: 0, pnl, sharpe: null, evidence: null };
  const sharpe = sharpeRatio(returns);
  const { count, skewness, kurtosis } = momentsOf(returns);
  const evidence =
    sharpe === null || skewness === null || kurtosis === null ? null : { sharpe, count, skewness, kurtosis };
  return { trades: own.length, pnl, sharpe, evidence };
}
