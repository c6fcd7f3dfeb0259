import type { Queries } from '@pm-arbitrage/core/db/database.js';
import { fills, ledger, trades } from '@pm-arbitrage/core/db/schema/schema.js';
import type { LedgerMode } from '@pm-arbitrage/core/db/schema/trading.js';
import type { Platform } from '@pm-arbitrage/core/domain/platform.js';
import { cashAccount, feesAccount } from '@pm-arbitrage/core/ledger/postings.js';
import { post } from '@pm-arbitrage/core/ledger/post.js';
import { negUsd, type Usd } from '@pm-arbitrage/core/money/money.js';
import { and, eq, inArray, like } from 'drizzle-orm';

/**
 * Most by which a fee of one fill may be rounded otherwise than we compute it, micro-dollars. Polymarket rounds to five
 * decimals and does not say how (polymarket.md §9.1); its trades do not carry the fee. Kalshi's do, so there is nothing
 * to be unsure of.
 */
const ROUNDING: Readonly<Record<Platform, number>> = { kalshi: 0, polymarket: 10 };

/**
 * Books a difference in cash as fees when the rounding of fees can explain all of it: no more than the rounding of every
 * fill that was not trued up yet. @param excess what the venue holds beyond our books @returns whether it was booked
 */
export async function trueUpFees(
  queries: Queries,
  mode: LedgerMode,
  platform: Platform,
  excess: Usd,
  at: number,
): Promise<boolean> {
  const prefix = `fee-rounding:${platform}:`;
  const known = await queries
    .select({ entry: ledger.entry })
    .from(ledger)
    .where(and(eq(ledger.mode, mode), like(ledger.entry, `${prefix}%`), eq(ledger.account, feesAccount(platform))));
  const covered = Math.max(0, ...known.map(({ entry }) => Number(entry.slice(prefix.length))));
  const ofMode = queries.select({ id: trades.id }).from(trades).where(eq(trades.mode, mode));
  const count = await queries.$count(
    fills,
    and(eq(fills.platform, platform), eq(fills.liquidity, 'taker'), inArray(fills.tradeId, ofMode)),
  );
  if (excess === 0 || Math.abs(excess) > (count - covered) * ROUNDING[platform]) return false;
  const postings = [
    { account: cashAccount(platform), amount: excess },
    { account: feesAccount(platform), amount: negUsd(excess) },
  ];
  await post(queries, { mode, entry: `${prefix}${count}`, tradeId: null, at, postings });
  return true;
}
