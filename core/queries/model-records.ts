import { asc } from 'drizzle-orm';
import type { Queries } from '../db/database.js';
import { modelCalibrations } from '../db/schema/schema.js';
import { Calibration } from '../fair-value/calibration/calibration.js';
import type { CalibrationRecord } from '../fair-value/calibration/calibration-record.js';

/** A model with everything that was gathered of it, by whichever scanner. */
export interface ModelRecord {
  readonly model: string;
  readonly record: CalibrationRecord;
}

/** All models of which something came to an outcome, by name. @throws FairValueError where a stored record is none */
export async function modelRecords(queries: Queries): Promise<readonly ModelRecord[]> {
  const rows = await queries
    .select({ model: modelCalibrations.model, record: modelCalibrations.record })
    .from(modelCalibrations)
    .orderBy(asc(modelCalibrations.model), asc(modelCalibrations.shard));
  const models = new Map<string, Calibration>();
  for (const { model, record } of rows) {
    const known = models.get(model) ?? new Calibration();
    known.merge(Calibration.from(record));
    models.set(model, known);
  }
  return [...models].map(([model, calibration]) => ({ model, record: calibration.toJSON() }));
}
