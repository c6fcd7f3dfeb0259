import { and, eq, isNull } from 'drizzle-orm';
import type { Database, Queries } from '../db/database.js';
import { riskEvents, venuePauses } from '../db/schema/schema.js';
import type { Platform } from '../domain/platform.js';
import { CodedError } from '../errors/coded-error.js';

/** Thrown when there is nothing to pause or to resume; says how things are. */
export class VenuePauseError extends CodedError {}

/** A venue at which nothing new is opened, and who wants it so. */
export interface VenuePause {
  readonly platform: Platform;
  readonly reason: string;
  readonly by: string;
  /** Unix ms. */
  readonly at: number;
}

/** The pauses in force. */
export const venuePausesInForce = (queries: Queries): Promise<readonly VenuePause[]> =>
  queries
    .select({
      platform: venuePauses.platform,
      reason: venuePauses.reason,
      by: venuePauses.by,
      at: venuePauses.at,
    })
    .from(venuePauses)
    .where(isNull(venuePauses.resumedAt));

/**
 * Lets nothing new be opened at a venue, over restarts too, until it is resumed. The risk guardian obeys within a second;
 * trades under way are finished, positions stay and may be closed.
 * @throws VenuePauseError when it is paused already
 */
export function pauseVenue(database: Database, { id, ...pause }: VenuePause & { readonly id: string }): Promise<void> {
  return database.transaction(async (queries) => {
    const rows = await queries
      .insert(venuePauses)
      .values({ id, ...pause })
      .onConflictDoNothing()
      .returning({ id: venuePauses.id });
    if (rows.length === 0) throw new VenuePauseError('venue.paused', `${pause.platform} is paused already`);
    await queries.insert(riskEvents).values(eventOf('pause', id, pause));
  });
}

/** Lifts the pause of a venue. @throws VenuePauseError when it is not paused */
export function resumeVenue(database: Database, { platform, reason, by, at }: VenuePause): Promise<void> {
  return database.transaction(async (queries) => {
    const rows = await queries
      .update(venuePauses)
      .set({ resumedAt: at, resumedBy: by, resumeReason: reason })
      .where(and(eq(venuePauses.platform, platform), isNull(venuePauses.resumedAt)))
      .returning({ id: venuePauses.id });
    const [ended] = rows;
    if (!ended) throw new VenuePauseError('venue.running', `${platform} is not paused`);
    await queries.insert(riskEvents).values(eventOf('resume', ended.id, { platform, reason, by, at }));
  });
}

const eventOf = (kind: 'pause' | 'resume', id: string, { platform, reason, by, at }: VenuePause) => ({
  id: `venue-${kind}:${id}`,
  kind,
  rule: 'operator',
  limit: '',
  value: by,
  message: `${platform}: ${reason}`,
  at,
});
