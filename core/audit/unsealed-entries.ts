import { isNull, sql } from 'drizzle-orm';
import type { Queries } from '../db/database.js';
import { auditLog } from '../db/schema/schema.js';

/** Entries that are committed and have no place in the chain yet. */
export interface Unsealed {
  readonly entries: number;
  /** When the oldest of them was written, Unix ms; null: there are none. */
  readonly since: number | null;
}

export async function unsealedEntries(queries: Queries): Promise<Unsealed> {
  const [row] = await queries
    .select({ entries: sql<string>`count(*)`, since: sql<string | null>`min(${auditLog.recordedAt})` })
    .from(auditLog)
    .where(isNull(auditLog.sequence));
  const since = row?.since ?? null;
  return { entries: Number(row?.entries ?? 0), since: since === null ? null : Number(since) };
}
