import { sql } from 'drizzle-orm';
import type { Queries } from '../db/database.js';
import { auditedTables } from './audited-tables.js';

/** A fact of which its table says something else than the newest entry about it. */
export interface FactDifference {
  readonly source: string;
  readonly subject: string;
  /** `unrecorded`: no entry tells of the row; `missing`: the row is gone; `different`: it has other values. */
  readonly kind: 'unrecorded' | 'missing' | 'different';
  /** Columns that differ. */
  readonly columns: readonly string[];
}

/**
 * Holds every row that is a fact against the newest entry about it. Rows and entries are committed together, so a
 * difference means that one of them was changed past the triggers. Columns that are younger than an entry are not
 * compared. At most `most` differences a table.
 */
export async function compareFacts(queries: Queries, most = 20): Promise<readonly FactDifference[]> {
  const differences: FactDifference[] = [];
  for (const [source, keys] of Object.entries(auditedTables)) {
    const subject = sql.raw(keys.map((key) => `fact.${key}::text`).join(` || ':' || `));
    const answer = (await queries.execute(sql`
      with newest as (
        select distinct on (subject) subject, action, detail::jsonb as detail from audit_log
        where source = ${source} order by subject, id desc
      ),
      facts as (select ${subject} as subject, to_jsonb(fact) as fact from ${sql.identifier(source)} fact)
      select coalesce(facts.subject, newest.subject) as subject,
        case when newest.subject is null then 'unrecorded' when facts.subject is null then 'missing' else 'different' end
          as kind,
        coalesce(changed.columns, '[]'::jsonb) as columns
      from facts full join newest on newest.subject = facts.subject
      left join lateral (
        select jsonb_agg(told.key) as columns from jsonb_each(newest.detail) told
        where facts.fact -> told.key is distinct from told.value
      ) changed on facts.subject is not null
      where newest.subject is null
        or (facts.subject is null and newest.action <> 'deleted')
        or (facts.subject is not null and (newest.action = 'deleted' or changed.columns is not null))
      order by 1 limit ${most}`)) as unknown as { readonly rows: readonly Omit<FactDifference, 'source'>[] };
    differences.push(...answer.rows.map((row) => ({ source, ...row })));
  }
  return differences;
}
