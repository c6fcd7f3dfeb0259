import { and, asc, isNotNull, sql } from 'drizzle-orm';
import type { Queries } from '../db/database.js';
import { auditLog } from '../db/schema/schema.js';
import type { SealedEntry } from './audit-entry.js';

/**
 * The next sealed entries behind one of them (null: from the first), at most `most`, in the order of their places. Two
 * that claim one place come in the order in which they were written, and a place before the first is read too.
 */
export async function readChain(
  queries: Queries,
  behind: { readonly sequence: number; readonly id: number } | null,
  most: number,
): Promise<readonly SealedEntry[]> {
  const rest =
    behind === null ? undefined : sql`(${auditLog.sequence}, ${auditLog.id}) > (${behind.sequence}, ${behind.id})`;
  const rows = await queries
    .select()
    .from(auditLog)
    .where(and(isNotNull(auditLog.sequence), rest))
    .orderBy(asc(auditLog.sequence), asc(auditLog.id))
    .limit(most);
  return rows as readonly SealedEntry[];
}
