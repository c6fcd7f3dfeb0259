import { and, desc, eq } from 'drizzle-orm';
import type { Queries } from '../db/database.js';
import { opportunities, trades } from '../db/schema/schema.js';
import type { LedgerMode } from '../db/schema/trading.js';
import { type Opportunity, opportunitySchema } from '../domain/opportunity.js';
import type { TradeState } from '../domain/trade.js';

export interface FoundOpportunity {
  readonly opportunity: Opportunity;
  /** The trade that came of it; null: none did. */
  readonly trade: { readonly id: string; readonly strategy: string; readonly state: TradeState } | null;
}

/** The newest opportunities with what became of them, newest first. */
export async function recentOpportunities(
  queries: Queries,
  mode: LedgerMode,
  limit: number,
): Promise<readonly FoundOpportunity[]> {
  const rows = await queries
    .select({ opportunity: opportunities.opportunity, id: trades.id, strategy: trades.strategy, state: trades.state })
    .from(opportunities)
    .leftJoin(trades, and(eq(trades.opportunityId, opportunities.id), eq(trades.mode, mode)))
    .orderBy(desc(opportunities.detectedAt))
    .limit(limit);
  return rows.map(({ opportunity, id, strategy, state }) => ({
    opportunity: opportunitySchema.parse(opportunity),
    trade: id === null || strategy === null || state === null ? null : { id, strategy, state },
  }));
}
