import type { AlertTier } from '../domain/alert.js';
import type { Opportunity } from '../domain/opportunity.js';
import type { LedgerMode } from '../db/schema/trading.js';
import type { CalibrationRecord } from '../fair-value/calibration/calibration-record.js';
import type { Quantity, Usd } from '../money/money.js';
import type { EquityStep } from '../queries/equity-curve.js';
import type { LeaderboardRow } from '../queries/performance-queries.js';
import type { ScoredDay } from '../performance/scored-day.js';
import type { TradeHistory } from '../queries/trade-history.js';

/** What is needed of a found opportunity to say how long it stood and what it was worth. */
export type FoundOnce = Pick<Opportunity, 'id' | 'coverId' | 'kind' | 'netProfit' | 'detectedAt' | 'suspicious'>;

/** What an agent lived of the trial, in whole minutes. */
export interface AgentMinutes {
  readonly agent: string;
  readonly minutes: number;
}

/** What the paper broker would have made of a live order. */
export interface PaperTwin {
  readonly clientOrderId: string;
  readonly filled: Quantity;
  readonly notional: Usd;
  readonly fee: Usd;
}

/** Everything on record of a stretch of trading, as it was read. Times in Unix ms. */
export interface TrialFacts {
  readonly mode: LedgerMode;
  readonly from: number;
  readonly to: number;
  /** Equity before the first entry of the trial. */
  readonly bankroll: Usd;
  readonly equity: readonly EquityStep[];
  /** By strategy; UTC days that have begun. */
  readonly days: ReadonlyMap<string, readonly ScoredDay[]>;
  readonly leaderboard: readonly LeaderboardRow[];
  /** Trades requested within the trial, oldest first. */
  readonly trades: readonly TradeHistory[];
  readonly opportunities: readonly FoundOnce[];
  /** Refusals of the guardian by rule. */
  readonly rejections: readonly { readonly rule: string; readonly count: number }[];
  readonly alerts: readonly { readonly tier: AlertTier; readonly kind: string; readonly count: number }[];
  readonly halts: readonly { readonly at: number; readonly until: number | null; readonly reason: string }[];
  readonly models: readonly { readonly model: string; readonly record: CalibrationRecord }[];
  readonly alive: readonly AgentMinutes[];
  /** What paper would have made of live orders. */
  readonly twins: readonly PaperTwin[];
}
