import { and, desc, isNull, ne } from 'drizzle-orm';
import type { Queries } from '../db/database.js';
import { alerts } from '../db/schema/schema.js';

/** Alerts that nobody acknowledged and that are worse than routine, newest first. */
export const listOpenAlerts = (queries: Queries, limit: number) =>
  queries
    .select()
    .from(alerts)
    .where(and(isNull(alerts.acknowledgedAt), ne(alerts.tier, 'routine')))
    .orderBy(desc(alerts.at), desc(alerts.id))
    .limit(limit);
