import type { Queries } from '../db/database.js';
import { auditLog } from '../db/schema/schema.js';
import { sql } from 'drizzle-orm';
import { canonicalJson } from '../approval/canonical-json.js';

/** A fact that has no table of its own. */
export interface Fact {
  readonly kind: 'request' | 'configuration' | 'kill-switch';
  readonly subject: string;
  readonly tradeId: string | null;
  /** Unix ms. */
  readonly at: number;
  /** Plain JSON. */
  readonly detail: unknown;
}

/** The entry of a fact, under the names of the columns. */
export const factRow = ({ kind, subject, tradeId, at, detail }: Fact) => ({
  source: '',
  kind,
  action: 'recorded' as const,
  subject,
  tradeId,
  at,
  detail: canonicalJson(detail),
});

/** The moment of the database's own clock, Unix ms, as in `audit_entry`. */
const databaseTime = sql<number>`floor(extract(epoch from clock_timestamp()) * 1000)::bigint`;

/** Puts a fact into the audit log, in the transaction of `queries`. Facts in tables get there by themselves. */
export async function recordFact(queries: Queries, fact: Fact): Promise<void> {
  await queries.insert(auditLog).values({ ...factRow(fact), recordedAt: databaseTime });
}
