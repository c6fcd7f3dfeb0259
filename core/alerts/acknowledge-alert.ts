import { and, eq, isNull } from 'drizzle-orm';
import type { Queries } from '../db/database.js';
import { alerts } from '../db/schema/schema.js';
import { CodedError } from '../errors/coded-error.js';

/** Thrown for an alert that is none. */
export class AlertUnknownError extends CodedError {}

/**
 * Records that a person saw an alert; who was first stays on record. `now` Unix ms.
 * @returns whether it was not acknowledged before @throws AlertUnknownError
 */
export async function acknowledgeAlert(queries: Queries, id: string, by: string, now: number): Promise<boolean> {
  const rows = await queries
    .update(alerts)
    .set({ acknowledgedAt: now, acknowledgedBy: by })
    .where(and(eq(alerts.id, id), isNull(alerts.acknowledgedAt)))
    .returning({ id: alerts.id });
  if (rows.length > 0) return true;
  if ((await queries.$count(alerts, eq(alerts.id, id))) === 0)
    throw new AlertUnknownError('alert.unknown', `There is no alert ${id}`, { id });
  return false;
}
