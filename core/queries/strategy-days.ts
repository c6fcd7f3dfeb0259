import { and, eq, gte, isNotNull, lt, sql } from 'drizzle-orm';
import type { Queries } from '../db/database.js';
import { fills, trades } from '../db/schema/schema.js';
import type { LedgerMode } from '../db/schema/trading.js';
import { usd, ZERO_USD } from '../money/money.js';
import type { ScoredDay } from '../performance/scored-day.js';
import { DAY_MS } from '../performance/utc-day.js';
import { capitalByDay } from './capital-by-day.js';

/** Trades that were closed within a span and had held something: those that count. */
export const closedWithin = (mode: LedgerMode, { from, to }: { readonly from: number; readonly to: number }) =>
  and(eq(trades.mode, mode), gte(trades.settledAt, from), lt(trades.settledAt, to), isNotNull(trades.executedAt));

/**
 * What every strategy did on each UTC day: what its trades that were closed that day realised, and the capital it had. A
 * strategy has a mark on each day on which it was allocated to, or closed a trade.
 * @param from start of the first day
 * @param to start of the day after the last
 */
export async function strategyDays(
  queries: Queries,
  mode: LedgerMode,
  span: { readonly from: number; readonly to: number },
): Promise<ReadonlyMap<string, readonly ScoredDay[]>> {
  const dayOf = (time: typeof trades.settledAt | typeof fills.at) =>
    sql<string>`${time} / ${sql.raw(String(DAY_MS))}`.as('day');
  const closed = await queries
    .select({
      strategy: trades.strategy,
      day: dayOf(trades.settledAt),
      pnl: sql<string>`sum(${trades.pnl})`,
      trades: sql<string>`count(*)`,
    })
    .from(trades)
    .where(closedWithin(mode, span))
    .groupBy(trades.strategy, sql`day`);
  const traded = await queries
    .select({ strategy: trades.strategy, day: dayOf(fills.at), notional: sql<string>`sum(${fills.notional})` })
    .from(fills)
    .innerJoin(trades, eq(trades.id, fills.tradeId))
    .where(and(eq(trades.mode, mode), gte(fills.at, span.from), lt(fills.at, span.to)))
    .groupBy(trades.strategy, sql`day`);
  const capital = await capitalByDay(queries, mode, span);
  const key = (row: { readonly strategy: string; readonly day: string | number }) => `${row.day}/${row.strategy}`;
  const closedOn = new Map(closed.map((row) => [key(row), row]));
  const tradedOn = new Map(traded.map((row) => [key(row), row.notional]));
  const names = new Set([
    ...closed.map(({ strategy }) => strategy),
    ...[...capital.values()].flatMap((of) => [...of.keys()]),
  ]);
  const marks = new Map<string, ScoredDay[]>([...names].sort().map((strategy) => [strategy, []]));
  for (let day = span.from; day < span.to; day += DAY_MS) {
    for (const [strategy, days] of marks) {
      const at = key({ strategy, day: day / DAY_MS });
      const had = capital.get(day)?.get(strategy);
      const done = closedOn.get(at);
      if (had === undefined && done === undefined) continue;
      days.push({
        day,
        capital: had ?? ZERO_USD,
        pnl: usd(Number(done?.pnl ?? 0)),
        traded: usd(Number(tradedOn.get(at) ?? 0)),
        trades: Number(done?.trades ?? 0),
      });
    }
  }
  return marks;
}
