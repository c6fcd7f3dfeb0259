import { and, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm';
import type { Queries } from '../db/database.js';
import { auditLog } from '../db/schema/schema.js';

/** Which entries; all conditions hold together. Times in Unix ms. */
export interface AuditSearch {
  /** Of a trade. */
  readonly tradeId?: string | undefined;
  readonly kind?: string | undefined;
  /** In what the entry tells and in its subject, whatever the case. */
  readonly text?: string | undefined;
  readonly from?: number | undefined;
  /** Before then. */
  readonly to?: number | undefined;
  readonly limit: number;
}

/** An entry as it is shown; `sequence` is null while it waits for its place in the chain. */
export type AuditRow = typeof auditLog.$inferSelect;

/** Entries that a search means, newest first. */
export async function searchAudit(queries: Queries, search: AuditSearch): Promise<readonly AuditRow[]> {
  return queries.select().from(auditLog).where(conditions(search)).orderBy(desc(auditLog.id)).limit(search.limit);
}

function conditions({ tradeId, kind, text = '', from, to }: AuditSearch): SQL | undefined {
  // The text is no pattern: its own wildcards are letters like any other.
  const like = `%${text.replaceAll(/[\\%_]/g, (letter) => `\\${letter}`)}%`;
  return and(
    tradeId === undefined ? undefined : eq(auditLog.tradeId, tradeId),
    kind === undefined ? undefined : eq(auditLog.kind, kind),
    from === undefined ? undefined : gte(auditLog.at, from),
    to === undefined ? undefined : lt(auditLog.at, to),
    text === '' ? undefined : sql`(${auditLog.detail} ilike ${like} or ${auditLog.subject} ilike ${like})`,
  );
}
