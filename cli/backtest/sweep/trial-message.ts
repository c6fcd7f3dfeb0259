import type { ScoredTrade } from '@pm-arbitrage/core/backtest/score-stretch.js';
import type { Usd } from '@pm-arbitrage/core/money/money.js';
import type { BacktestOrder } from '../backtest-order.js';
import type { BacktestResult } from '../backtest-result.js';

/** What one run of a sweep gave. Times Unix ms. */
export interface TrialOutcome {
  readonly from: number;
  readonly to: number;
  readonly bankroll: Usd;
  readonly trades: readonly ScoredTrade[];
  readonly data: BacktestResult['data'];
  readonly sha256: string;
}

export type ToTrial = BacktestOrder;
export type FromTrial =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly outcome: TrialOutcome }
  | { readonly kind: 'failed'; readonly reason: string };
