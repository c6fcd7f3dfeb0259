import { desc, eq, isNull } from 'drizzle-orm';
import type { Queries } from './database.js';
import { halts } from './schema/schema.js';

/** An order to stop trading. In force until somebody resumes. */
export interface Halt {
  readonly id: string;
  readonly reason: string;
  readonly by: string;
  /** Unix ms. */
  readonly at: number;
}

/** The newest halt in force, or null. */
export async function haltInForce(queries: Queries): Promise<Halt | null> {
  const rows = await queries.select().from(halts).where(isNull(halts.resumedAt)).orderBy(desc(halts.at)).limit(1);
  const row = rows[0];
  return row ? { id: row.id, reason: row.reason, by: row.by, at: row.at } : null;
}

/** Records a halt. Recording the same halt again changes nothing. @returns whether it was new. */
export async function recordHalt(queries: Queries, halt: Halt): Promise<boolean> {
  const rows = await queries.insert(halts).values(halt).onConflictDoNothing().returning({ id: halts.id });
  return rows.length > 0;
}

/** Ends every halt in force. @returns the ids that ended. */
export async function recordResume(
  queries: Queries,
  resume: { reason: string; by: string; at: number },
): Promise<readonly string[]> {
  const rows = await queries
    .update(halts)
    .set({ resumedAt: resume.at, resumedBy: resume.by, resumeReason: resume.reason })
    .where(isNull(halts.resumedAt))
    .returning({ id: halts.id });
  return rows.map((row) => row.id);
}

/** Whether this very halt has been lifted. */
export async function isResumed(queries: Queries, id: string): Promise<boolean> {
  const rows = await queries.select({ resumedAt: halts.resumedAt }).from(halts).where(eq(halts.id, id));
  return rows[0] !== undefined && rows[0].resumedAt !== null;
}
