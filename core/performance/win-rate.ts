import type { Usd } from '../money/money.js';
import { wilsonInterval } from './wilson-interval.js';

export interface WinRate {
  readonly trades: number;
  /** Trades that made money; those that made nothing are none. */
  readonly wins: number;
  /** wins ÷ trades; null without trades. */
  readonly rate: number | null;
  /** Wilson interval; 0…1 without trades. */
  readonly low: number;
  readonly high: number;
}

/** Share of trades that made money, all fees in. @param confidence of the interval @throws PerformanceError */
export function winRate(pnls: readonly Usd[], confidence = 0.95): WinRate {
  const trades = pnls.length;
  const wins = pnls.filter((pnl) => pnl > 0).length;
  return { trades, wins, rate: trades === 0 ? null : wins / trades, ...wilsonInterval(wins, trades, confidence) };
}
