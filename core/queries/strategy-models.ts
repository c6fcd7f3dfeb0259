import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Queries } from '../db/database.js';
import { modelCalibrations, opportunities, trades } from '../db/schema/schema.js';
import type { LedgerMode } from '../db/schema/trading.js';
import type { CalibrationRecord } from '../fair-value/calibration/calibration-record.js';

/** A model on which a strategy has traded, with everything that was gathered of it: of every market that it valued. */
export interface StrategyModel {
  readonly strategy: string;
  readonly model: string;
  readonly record: CalibrationRecord;
}

/** The models of each strategy's trades, as far as anything that they valued has come to an outcome. */
export async function strategyModels(queries: Queries, mode: LedgerMode): Promise<readonly StrategyModel[]> {
  const model = sql<string>`${opportunities.opportunity} -> 'fair' ->> 'model'`;
  const used = queries
    .selectDistinct({ strategy: trades.strategy, model: model.as('used_model') })
    .from(trades)
    .innerJoin(opportunities, eq(opportunities.id, trades.opportunityId))
    .where(and(eq(trades.mode, mode), inArray(trades.kind, ['fair-value', 'fair-quote'])))
    .as('used');
  return queries
    .select({ strategy: used.strategy, model: modelCalibrations.model, record: modelCalibrations.record })
    .from(used)
    .innerJoin(modelCalibrations, eq(modelCalibrations.model, used.model))
    .orderBy(used.strategy, modelCalibrations.model);
}
