import { and, desc, isNull, lt } from 'drizzle-orm';
import type { Queries } from '../db/database.js';
import { alerts } from '../db/schema/schema.js';

/** Alerts, newest first; before `before` (Unix ms) where it is named; only those that nobody acknowledged. */
export const listAlerts = (queries: Queries, limit: number, before?: number, openOnly = false) =>
  queries
    .select()
    .from(alerts)
    .where(
      and(
        before === undefined ? undefined : lt(alerts.at, before),
        openOnly ? isNull(alerts.acknowledgedAt) : undefined,
      ),
    )
    .orderBy(desc(alerts.at), desc(alerts.id))
    .limit(limit);
