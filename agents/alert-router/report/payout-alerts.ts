import type { Queries } from '@pm-arbitrage/core/db/database.js';
import { markets, positions } from '@pm-arbitrage/core/db/schema/schema.js';
import type { LedgerMode } from '@pm-arbitrage/core/db/schema/trading.js';
import type { Alert } from '@pm-arbitrage/core/domain/alert.js';
import { quantity } from '@pm-arbitrage/core/money/money.js';
import { and, eq, gt, lt, ne, or, sql } from 'drizzle-orm';

/** A market that has not paid so long after its close waits for something, ms. */
const LATE_MS = 2 * 86_400_000;

/** Markets in which contracts are held, and whose payout is challenged or late: each is told of once. @param now Unix ms */
export async function payoutAlerts(queries: Queries, mode: LedgerMode, now: number): Promise<readonly Alert[]> {
  const disputed = sql<boolean>`coalesce((${markets.market} ->> 'disputed')::boolean, false)`;
  const rows = await queries
    .selectDistinct({ id: markets.id, title: markets.title, closeTime: markets.closeTime, disputed })
    .from(positions)
    .innerJoin(markets, eq(markets.id, positions.market))
    .where(
      and(
        eq(positions.mode, mode),
        gt(positions.quantity, quantity(0)),
        ne(markets.status, 'resolved'),
        or(disputed, lt(markets.closeTime, now - LATE_MS)),
      ),
    )
    .orderBy(markets.id);
  return rows.map(({ id, title, closeTime, disputed: isDisputed }) => {
    const kind = isDisputed ? ('market.disputed' as const) : ('settlement.late' as const);
    const key = `${kind}:${id}`;
    return {
      id: key,
      tier: 'important',
      kind,
      dedupeKey: key,
      title: isDisputed ? `Disputed: ${title}` : `Not paid yet: ${title}`,
      body: `${id} closed ${new Date(closeTime).toISOString().slice(0, 16).replace('T', ' ')} UTC; contracts in it are held.`,
      source: 'alert-router',
      at: now,
    };
  });
}
