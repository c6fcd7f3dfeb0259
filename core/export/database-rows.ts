import { sql } from 'drizzle-orm';
import type { Queries } from '../db/database.js';
import { DAY_MS } from '../performance/utc-day.js';
import type { DatabaseTable } from './export-table.js';

/** Rows of a page: small enough that nobody who trades in the same process waits for it. */
const PAGE_ROWS = 4_000;

type Row = Readonly<Record<string, unknown>>;

/** Both drivers answer so; drizzle's common type does not say it. */
const rowsOf = <T>(result: unknown): readonly T[] => (result as { readonly rows: readonly T[] }).rows;

/** A day of a table in the database. */
export interface DayOfRows {
  /** Start of the day, Unix ms. */
  readonly day: number;
  /** Changes whenever a row of the day comes, goes or changes, in any column that is exported. */
  readonly revision: string;
}

/** The days from `from` up to `to` (starts of days, Unix ms, `to` not included) that have rows. */
export async function daysOfRows(
  queries: Queries,
  table: DatabaseTable,
  { from, to, today }: { readonly from: number; readonly to: number; readonly today: number },
): Promise<readonly DayOfRows[]> {
  const at = table.at ?? String(today);
  const columns = table.columns.map((column) => column.sql).join(', ');
  const result = await queries.execute(sql`
    select x.at / ${sql.raw(String(DAY_MS))} as day,
      count(*)::text || ':' || sum(hashtextextended(x.line, 0))::text as revision
    from (select (${sql.raw(at)})::bigint as at, (row(${sql.raw(columns)}))::text as line from ${sql.raw(table.from)}) x
    where x.at >= ${from} and x.at < ${to}
    group by 1 order by 1`);
  return rowsOf<{ day: string | number; revision: string }>(result).map(({ day, revision }) => ({
    day: Number(day) * DAY_MS,
    revision,
  }));
}

/**
 * The rows of a day in their order, a page at a time, each page a short query of its own. Rows that come meanwhile may be
 * missed: the revision that was read before them tells the next run.
 */
export async function* rowsOfDay(queries: Queries, table: DatabaseTable, day: number): AsyncGenerator<readonly Row[]> {
  const at = table.at ?? String(day);
  const columns = table.columns.map((column) => `${column.sql} as "${column.name}"`).join(', ');
  let after: { readonly at: string; readonly key: string } | null = null;
  for (;;) {
    const rows: readonly (Row & { export_at: string | number; export_key: string })[] = rowsOf(
      await queries.execute(sql`
        select * from (
          select ${sql.raw(columns)}, (${sql.raw(at)})::bigint as export_at, (${sql.raw(table.key)}) collate "C" as export_key
          from ${sql.raw(table.from)}) x
        where export_at >= ${day} and export_at < ${day + DAY_MS}
        ${after === null ? sql`` : sql`and (export_at, export_key) > (${after.at}::bigint, ${after.key}::text collate "C")`}
        order by export_at, export_key limit ${sql.raw(String(PAGE_ROWS))}`),
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    if (rows.length < PAGE_ROWS) return;
    after = { at: String(last.export_at), key: last.export_key };
  }
}
