import { desc, eq, gte, lt, sql } from 'drizzle-orm';
import type { Queries } from '../db/database.js';
import { halts, riskEvents, riskMarks } from '../db/schema/schema.js';
import type { LedgerMode } from '../db/schema/trading.js';

/** What the risk side did, newest first; before `before` (Unix ms) where it is named. */
export const listRiskEvents = (queries: Queries, limit: number, before?: number) =>
  queries
    .select()
    .from(riskEvents)
    .where(before === undefined ? undefined : lt(riskEvents.at, before))
    .orderBy(desc(riskEvents.at), desc(riskEvents.id))
    .limit(limit);

/** Halts, lifted or not, newest first. */
export const listHalts = (queries: Queries, limit: number) =>
  queries.select().from(halts).orderBy(desc(halts.at)).limit(limit);

/** The marks against which the guardian measures losses; null before its first look. */
export async function findRiskMarks(queries: Queries, mode: LedgerMode): Promise<typeof riskMarks.$inferSelect | null> {
  const [marks] = await queries.select().from(riskMarks).where(eq(riskMarks.mode, mode));
  return marks ?? null;
}

/** Events by rule since `from` (Unix ms), most first. */
export async function rejectionsByRule(
  queries: Queries,
  from: number,
): Promise<readonly { readonly rule: string; readonly count: number }[]> {
  const rows = await queries
    .select({ rule: riskEvents.rule, count: sql<string>`count(*)` })
    .from(riskEvents)
    .where(sql`${gte(riskEvents.at, from)} and ${riskEvents.kind} = 'rejection'`)
    .groupBy(riskEvents.rule)
    .orderBy(sql`count(*) desc`, riskEvents.rule);
  return rows.map(({ rule, count }) => ({ rule, count: Number(count) }));
}
