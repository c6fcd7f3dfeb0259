import type { swarmStatus } from '@pm-arbitrage/core/queries/status-query.js';
import type {
  listOpportunities,
  listPositions,
  listTrades,
  profitAndLoss,
} from '@pm-arbitrage/core/queries/trade-queries.js';
import type { Halt } from '@pm-arbitrage/core/db/halts.js';
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
  halt(halt: Halt): Promise<void>;
  /** @returns the ids of the halts that ended. */
  resume(resume: { readonly reason: string; readonly by: string }): Promise<readonly string[]>;
  close(): Promise<void>;
}
