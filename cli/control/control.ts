import type { AllocationInputs } from '@pm-arbitrage/core/allocations/allocation-inputs.js';
import type { AllocationSettings } from '@pm-arbitrage/core/allocations/allocation-settings.js';
import type { ChainPoint } from '@pm-arbitrage/core/audit/chain-point.js';
import type { VenueAnswers } from '@pm-arbitrage/core/audit/kill-switch-fact.js';
import type { AuditRow, AuditSearch } from '@pm-arbitrage/core/audit/search-audit.js';
import type { AuditReport } from '@pm-arbitrage/core/audit/verify-audit.js';
import type { LedgerMode } from '@pm-arbitrage/core/db/schema/trading.js';
import type { AllocationOrder } from '@pm-arbitrage/core/domain/allocation-order.js';
import type { AllocationReport, LeaderboardRow } from '@pm-arbitrage/core/queries/performance-queries.js';
import type { listAlerts } from '@pm-arbitrage/core/queries/alert-queries.js';
import type { TrialReport } from '@pm-arbitrage/core/trial/measure-trial.js';
import type { TrialOrder } from '@pm-arbitrage/core/trial/report-trial.js';
import type { TradeHistory } from '@pm-arbitrage/core/queries/trade-history.js';
import type { VenuePause } from '@pm-arbitrage/core/venue-pauses/pause-venue.js';
import type { swarmStatus } from '@pm-arbitrage/core/queries/status-query.js';
import type {
  listOpportunities,
  listPositions,
  listTrades,
  profitAndLoss,
} from '@pm-arbitrage/core/queries/trade-queries.js';
import type { Halt } from '@pm-arbitrage/core/db/halts.js';
import type { ExportOrder, TableReport } from '@pm-arbitrage/core/export/run-export.js';
import type { Match } from '@pm-arbitrage/core/domain/match.js';
import type { MatchReview } from '@pm-arbitrage/core/domain/match-review.js';
import type { ReviewOrder } from '@pm-arbitrage/core/matches/review-match.js';
import type { findMatch, MatchRow } from '@pm-arbitrage/core/queries/match-queries.js';

export type Status = Awaited<ReturnType<typeof swarmStatus>>;
export type TradeRow = Awaited<ReturnType<typeof listTrades>>[number];
export type PositionRow = Awaited<ReturnType<typeof listPositions>>[number];
export type OpportunityRow = Awaited<ReturnType<typeof listOpportunities>>[number];
export type MatchDetails = NonNullable<Awaited<ReturnType<typeof findMatch>>>;
export type ProfitAndLoss = Awaited<ReturnType<typeof profitAndLoss>>;

export type AlertRow = Awaited<ReturnType<typeof listAlerts>>[number];
/** What a person wants of a venue, and why. */
export type VenueOrder = Omit<VenuePause, 'at'>;

/** What an operator can ask and order, by whichever way the swarm is reached. */
export interface Control {
  /** The way, for messages: "process 4711", "Postgres and Redis", "the embedded database". */
  readonly via: string;
  status(): Promise<Status>;
  trades(limit: number): Promise<readonly TradeRow[]>;
  opportunities(limit: number): Promise<readonly OpportunityRow[]>;
  positions(): Promise<readonly PositionRow[]>;
  pnl(): Promise<ProfitAndLoss>;
  /** Newest first; of one status alone where it is named. */
  matches(filter: {
    readonly status?: Match['status'] | undefined;
    readonly limit: number;
  }): Promise<readonly MatchRow[]>;
  /** Null for an id that nobody judged. */
  match(id: string): Promise<MatchDetails | null>;
  /** @throws MatchReviewError */
  reviewMatch(order: ReviewOrder): Promise<MatchReview>;
  /** The allocation in force, and what persons ordered of late. */
  allocations(): Promise<AllocationReport>;
  /** What an allocation made now would be decided from, and by which rules. */
  allocationInputs(): Promise<{ readonly inputs: AllocationInputs; readonly settings: AllocationSettings }>;
  /** @returns the number of the order. @throws AllocationOrderError */
  orderAllocation(order: AllocationOrder): Promise<number>;
  leaderboard(asked: { readonly mode: LedgerMode; readonly days: number }): Promise<readonly LeaderboardRow[]>;
  /** Brings exported files up to date. @throws ExportError */
  exportHistory(order: ExportOrder): Promise<readonly TableReport[]>;
  /** The verdict on a stretch of trading. @throws TrialError */
  trial(order: TrialOrder): Promise<TrialReport>;
  /** Chain, facts and guards of the audit log; `anchors` are points of the chain that were kept elsewhere. */
  auditReport(anchors: readonly ChainPoint[]): Promise<AuditReport>;
  searchAudit(search: AuditSearch): Promise<readonly AuditRow[]>;
  /** Null for an id that is no trade's. */
  tradeHistory(id: string): Promise<TradeHistory | null>;
  /** Newest first; only those that nobody acknowledged, where that is asked. */
  alerts(limit: number, openOnly: boolean): Promise<readonly AlertRow[]>;
  /** @returns whether nobody had before. @throws AlertUnknownError */
  acknowledgeAlert(id: string, by: string): Promise<boolean>;
  venuePauses(): Promise<readonly VenuePause[]>;
  /** @throws VenuePauseError when it is paused already, or not paused */
  pauseVenue(order: VenueOrder): Promise<void>;
  resumeVenue(order: VenueOrder): Promise<void>;
  halt(halt: Halt): Promise<void>;
  /** Puts on record what the venues said when a halt had them cancel everything. */
  recordKillSwitch(answers: VenueAnswers): Promise<void>;
  /** @returns the ids of the halts that ended. */
  resume(resume: { readonly reason: string; readonly by: string }): Promise<readonly string[]>;
  close(): Promise<void>;
}
