import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Queries } from '../db/database.js';
import { opportunities, trades } from '../db/schema/schema.js';
import type { LedgerMode } from '../db/schema/trading.js';
import { type ModelRecord, modelRecords } from './model-records.js';

/** A model on which a strategy has traded, with everything that was gathered of it: of every market that it valued. */
export interface StrategyModel extends ModelRecord {
  readonly strategy: string;
}

/** The models of each strategy's trades, as far as anything that they valued has come to an outcome. */
export async function strategyModels(queries: Queries, mode: LedgerMode): Promise<readonly StrategyModel[]> {
  const model = sql<string>`${opportunities.opportunity} -> 'fair' ->> 'model'`;
  const used = await queries
    .selectDistinct({ strategy: trades.strategy, model })
    .from(trades)
    .innerJoin(opportunities, eq(opportunities.id, trades.opportunityId))
    .where(and(eq(trades.mode, mode), inArray(trades.kind, ['fair-value', 'fair-quote'])))
    .orderBy(trades.strategy, model);
  const records = await modelRecords(queries);
  return used.flatMap(({ strategy, model: name }) =>
    records.flatMap((known) => (known.model === name ? [{ strategy, ...known }] : [])),
  );
}
