import { sql } from 'drizzle-orm';
import type { Queries } from '../db/database.js';
import { auditedTables } from './audited-tables.js';

const kept = ['audit_log_unsealed_first', 'audit_log_kept', 'audit_log_never_emptied'];
const expected: readonly (readonly [table: string, trigger: string])[] = [
  ...[...Object.keys(auditedTables), 'market_matches'].flatMap((table) =>
    ['audit_fact', 'audit_change'].map((trigger) => [table, trigger] as const),
  ),
  ...kept.map((trigger) => ['audit_log', trigger] as const),
  ...['audit_head_kept', 'audit_head_never_emptied'].map((trigger) => ['audit_head', trigger] as const),
];

/** Triggers of the log that are dropped or switched off, as `table: trigger`. While any is, facts may go unrecorded. */
export async function missingGuards(queries: Queries): Promise<readonly string[]> {
  const answer = (await queries.execute(sql`
    select relname as "table", tgname as "trigger" from pg_trigger join pg_class on pg_class.oid = tgrelid
    where tgenabled in ('O', 'A') and pg_table_is_visible(tgrelid)`)) as unknown as {
    readonly rows: readonly { readonly table: string; readonly trigger: string }[];
  };
  const there = new Set(answer.rows.map(({ table, trigger }) => `${table}: ${trigger}`));
  return expected.map(([table, trigger]) => `${table}: ${trigger}`).filter((name) => !there.has(name));
}
