import { sql } from 'drizzle-orm';
import type { Queries } from '../db/database.js';
import type { LedgerMode } from '../db/schema/trading.js';
import { type Usd, usd } from '../money/money.js';

export interface EquityStep {
  /** End of the stretch, Unix ms: when its last entry was booked. */
  readonly at: number;
  readonly equity: Usd;
  /** The highest it has been at the end of any stretch since `from`, or at `from`. */
  readonly highest: Usd;
}

interface Row {
  readonly at: string | null;
  readonly change: string;
}

/**
 * Equity at cost from the ledger, in at most `points` stretches of equal length from `from` to `now`; stretches in which
 * nothing changed are left out. Times in Unix ms.
 */
export async function equityCurve(
  queries: Queries,
  mode: LedgerMode,
  { from, now, points }: { readonly from: number; readonly now: number; readonly points: number },
): Promise<readonly EquityStep[]> {
  const counts = sql`mode = ${mode} and (account like 'cash:%' or account like 'contracts:%' or account = 'payouts')`;
  const rowsOf = async (query: ReturnType<typeof sql>) =>
    ((await queries.execute(query)) as unknown as { rows: readonly Row[] }).rows;
  const [first] = await rowsOf(sql`select min(at)::text as at, '0' as change from ledger where ${counts}`);
  if (first?.at === null || first?.at === undefined) return [];
  const start = Math.max(from, Number(first.at));
  const width = Math.max(1, Math.ceil((now - start + 1) / points));
  const [before] = await rowsOf(
    sql`select max(at)::text as at, coalesce(sum(amount), 0)::text as change from ledger where ${counts} and at < ${start}`,
  );
  const rows = await rowsOf(sql`
    select max(at)::text as at, sum(amount)::text as change from ledger
    where ${counts} and at >= ${start} group by (at - ${start}::bigint) / ${width}::bigint having sum(amount) <> 0
    order by max(at)`);
  let equity = Number(before?.change ?? 0);
  let highest = equity;
  const steps: EquityStep[] = before?.at ? [{ at: start, equity: usd(equity), highest: usd(highest) }] : [];
  for (const { at, change } of rows) {
    equity += Number(change);
    highest = Math.max(highest, equity);
    steps.push({ at: Number(at), equity: usd(equity), highest: usd(highest) });
  }
  return steps;
}
