import type { swarmStatus } from '@pm-arbitrage/core/queries/status-query.js';
import type {
  listOpportunities,
  listPositions,
  listTrades,
  profitAndLoss,
} from '@pm-arbitrage/core/queries/trade-queries.js';
import type { Halt } from '@pm-arbitrage/core/db/halts.js';

export type Status = Awaited<ReturnType<typeof swarmStatus>>;
export type TradeRow = Awaited<ReturnType<typeof listTrades>>[number];
export type PositionRow = Awaited<ReturnType<typeof listPositions>>[number];
export type OpportunityRow = Awaited<ReturnType<typeof listOpportunities>>[number];
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
  halt(halt: Halt): Promise<void>;
  /** @returns the ids of the halts that ended. */
  resume(resume: { readonly reason: string; readonly by: string }): Promise<readonly string[]>;
  close(): Promise<void>;
}
