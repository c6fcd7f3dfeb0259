import type { Database } from '@pm-arbitrage/core/db/database.js';
import { approvals, tradeLegs, trades } from '@pm-arbitrage/core/db/schema/schema.js';
import type { LedgerMode } from '@pm-arbitrage/core/db/schema/trading.js';
import type { MarketId } from '@pm-arbitrage/core/domain/platform.js';
import { tradeStates } from '@pm-arbitrage/core/domain/trade.js';
import { holdsPosition, isInFlight } from '@pm-arbitrage/core/domain/trade-states.js';
import { ZERO_QUANTITY } from '@pm-arbitrage/core/money/money.js';
import { and, asc, eq, gt, inArray, isNull, lt } from 'drizzle-orm';
import type { Executor } from './executor.js';
import type { Journal } from './journal.js';

const inFlight = tradeStates.filter(isInFlight);
const holding = tradeStates.filter((state) => holdsPosition(state) && !isInFlight(state));

/**
 * Brings every trade that is in flight and in nobody's hands to its end: those an earlier life left, those whose end
 * could not be written, those that wait for a halt to be lifted. @returns how many.
 */
export async function recoverTrades(database: Database, mode: LedgerMode, executor: Executor): Promise<number> {
  const left = await database.queries
    .select({ id: trades.id })
    .from(trades)
    .where(and(eq(trades.mode, mode), inArray(trades.state, inFlight)))
    .orderBy(asc(trades.requestedAt));
  let recovered = 0;
  for (const { id } of left) if (await executor.recover(id)) recovered++;
  return recovered;
}

/** Ends approvals that nobody used in time, so that their reservations are free again. */
export async function expireApprovals(
  database: Database,
  journal: Journal,
  mode: LedgerMode,
  now: number,
): Promise<void> {
  const rows = await database.queries
    .select({ id: trades.id })
    .from(trades)
    .innerJoin(approvals, eq(approvals.tradeId, trades.id))
    .where(and(eq(trades.mode, mode), eq(trades.state, 'approved'), lt(approvals.expiresAt, now)));
  for (const { id } of rows) await journal.callOff(id, 'approved', 'expired', 'the approval was not used in time');
}

/** Trades with an unpaid leg in one of these markets; of all markets when none is named. */
export async function unpaidTrades(
  database: Database,
  mode: LedgerMode,
  market?: MarketId,
): Promise<readonly { tradeId: string; market: MarketId }[]> {
  const rows = await database.queries
    .select({ tradeId: tradeLegs.tradeId, market: tradeLegs.market })
    .from(tradeLegs)
    .innerJoin(trades, eq(trades.id, tradeLegs.tradeId))
    .where(
      and(
        eq(trades.mode, mode),
        inArray(trades.state, holding),
        isNull(tradeLegs.payout),
        gt(tradeLegs.filled, ZERO_QUANTITY),
        ...(market === undefined ? [] : [eq(tradeLegs.market, market)]),
      ),
    );
  return rows;
}
