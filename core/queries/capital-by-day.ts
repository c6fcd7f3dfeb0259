import { and, asc, desc, eq, gte, lt, ne, sql } from 'drizzle-orm';
import type { Queries } from '../db/database.js';
import { allocations } from '../db/schema/schema.js';
import type { LedgerMode } from '../db/schema/trading.js';
import type { AllocationTable } from '../domain/allocation.js';
import { ZERO_USD, type Usd } from '../money/money.js';
import { DAY_MS, utcDayOf } from '../performance/utc-day.js';

/**
 * Capital of each strategy that was allocated to, by UTC day: what the first table of the day gave it that gave it any,
 * so that a strategy resumed at noon has a day; on days that brought no table but scaled ones, what was in force before.
 * @param from start of the first day
 * @param to start of the day after the last
 */
export async function capitalByDay(
  queries: Queries,
  mode: LedgerMode,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<ReadonlyMap<number, ReadonlyMap<string, Usd>>> {
  const { table, at, sequence } = allocations;
  const ofMode = eq(allocations.mode, mode);
  const decided = await queries
    .select({ table })
    .from(allocations)
    .where(and(ofMode, gte(at, from), lt(at, to), ne(allocations.cause, 'bankroll')))
    .orderBy(asc(sequence));
  const [before] = await queries
    .select({ table })
    .from(allocations)
    .where(and(ofMode, lt(at, from)))
    .orderBy(desc(sequence))
    .limit(1);
  const day = sql<string>`${at} / ${sql.raw(String(DAY_MS))}`;
  const last = await queries
    .selectDistinctOn([day], { day, table })
    .from(allocations)
    .where(and(ofMode, gte(at, from), lt(at, to)))
    .orderBy(day, desc(sequence));
  const byDay = new Map<number, AllocationTable[]>();
  for (const row of decided) {
    const start = utcDayOf(row.table.at);
    byDay.set(start, [...(byDay.get(start) ?? []), row.table]);
  }
  const lastOf = new Map(last.map((row) => [Number(row.day) * DAY_MS, row.table]));
  const capital = new Map<number, ReadonlyMap<string, Usd>>();
  let inForce: AllocationTable | null = before?.table ?? null;
  for (let start = from; start < to; start += DAY_MS) {
    const tables: readonly AllocationTable[] = byDay.get(start) ?? (inForce === null ? [] : [inForce]);
    if (tables.length > 0) capital.set(start, firstCapital(tables));
    inForce = lastOf.get(start) ?? inForce;
  }
  return capital;
}

function firstCapital(tables: readonly AllocationTable[]): ReadonlyMap<string, Usd> {
  const found = new Map<string, Usd>();
  for (const { entries } of tables) {
    for (const { strategy, capital } of entries) {
      if ((found.get(strategy) ?? ZERO_USD) <= 0) found.set(strategy, capital);
    }
  }
  return found;
}
