import type { Queries } from '@pm-arbitrage/core/db/database.js';
import { ledger, positions, tradeLegs, trades } from '@pm-arbitrage/core/db/schema/schema.js';
import type { LedgerMode } from '@pm-arbitrage/core/db/schema/trading.js';
import { type ContractSide, type MarketId, platformOf } from '@pm-arbitrage/core/domain/platform.js';
import { tradeStates } from '@pm-arbitrage/core/domain/trade.js';
import { holdsPosition, isInFlight } from '@pm-arbitrage/core/domain/trade-states.js';
import { cashAccount, payoutPostings } from '@pm-arbitrage/core/ledger/postings.js';
import { post } from '@pm-arbitrage/core/ledger/post.js';
import {
  negUsd,
  notional,
  PRICE_SCALE,
  type Price,
  type Quantity,
  type Usd,
  usd,
} from '@pm-arbitrage/core/money/money.js';
import { and, asc, eq, inArray, isNull, like, sql } from 'drizzle-orm';

const ONE_DOLLAR = PRICE_SCALE as Price;
const entriesOf = (market: MarketId) => `netted:${market}:`;

/**
 * Trades that hold both sides of a market to the same amount and await nothing, oldest first: the dollar that a released
 * pair brings is theirs at once.
 */
export async function tradesWithPairs(
  queries: Queries,
  mode: LedgerMode,
  market: MarketId,
): Promise<readonly { readonly tradeId: string; readonly pairs: Quantity }[]> {
  const holding = tradeStates.filter((state) => holdsPosition(state) && !isInFlight(state));
  const legs = await queries
    .select({ tradeId: tradeLegs.tradeId, side: tradeLegs.side, filled: tradeLegs.filled })
    .from(tradeLegs)
    .innerJoin(trades, eq(trades.id, tradeLegs.tradeId))
    .where(
      and(
        eq(trades.mode, mode),
        inArray(trades.state, holding),
        eq(tradeLegs.market, market),
        isNull(tradeLegs.payout),
      ),
    )
    .orderBy(asc(trades.requestedAt));
  const yes = new Map(legs.filter(({ side }) => side === 'yes').map((leg) => [leg.tradeId, leg.filled]));
  return legs
    .filter(({ side, tradeId, filled }) => side === 'no' && filled > 0 && yes.get(tradeId) === filled)
    .map(({ tradeId, filled }) => ({ tradeId, pairs: filled }));
}

/**
 * Contracts of a market that are held, by side, locked to the end of the transaction: what a venue released and what it
 * paid are booked one after the other, or each would take the same contracts away.
 */
export async function lockHeld(
  queries: Queries,
  mode: LedgerMode,
  market: MarketId,
): Promise<Readonly<Record<ContractSide, number>>> {
  const rows = await queries
    .select({ side: positions.side, quantity: positions.quantity })
    .from(positions)
    .where(and(eq(positions.mode, mode), eq(positions.market, market)))
    .orderBy(positions.side)
    .for('update');
  const of = (side: ContractSide) => rows.find((row) => row.side === side)?.quantity ?? 0;
  return { yes: of('yes'), no: of('no') };
}

/**
 * Books pairs whose sides belong to different trades: the dollar is there, the trades are paid when the market resolves.
 * Until then it counts among the payouts that are owed.
 */
export async function bookNetting(
  queries: Queries,
  mode: LedgerMode,
  market: MarketId,
  pairs: Quantity,
  at: number,
): Promise<void> {
  const number = (await nettings(queries, mode, market)).length;
  const platform = platformOf(market);
  const amount = notional(pairs, ONE_DOLLAR, 'down');
  const postings = payoutPostings(platform, amount);
  await post(queries, { mode, entry: `${entriesOf(market)}${number}`, tradeId: null, at, postings });
  await changeHeld(queries, mode, market, -pairs, at);
}

/** Takes back what was booked for netted pairs, before the trades that hold their sides are paid one by one. */
export async function restoreNetted(queries: Queries, mode: LedgerMode, market: MarketId, at: number): Promise<void> {
  const lines = await nettings(queries, mode, market);
  const netted = usd(lines.reduce((total, line) => total + line.amount, 0));
  if (netted === 0) return;
  const platform = platformOf(market);
  const postings = payoutPostings(platform, negUsd(netted));
  await post(queries, { mode, entry: `${entriesOf(market)}${lines.length}`, tradeId: null, at, postings });
  // A dollar is 1,000,000 micro-dollars as a contract is 1,000,000 millionths.
  await changeHeld(queries, mode, market, netted, at);
}

/** The cash lines of a market's nettings so far. */
async function nettings(queries: Queries, mode: LedgerMode, market: MarketId): Promise<readonly { amount: Usd }[]> {
  return queries
    .select({ amount: ledger.amount })
    .from(ledger)
    .where(
      and(
        eq(ledger.mode, mode),
        like(ledger.entry, `${entriesOf(market)}%`),
        eq(ledger.account, cashAccount(platformOf(market))),
      ),
    );
}

async function changeHeld(queries: Queries, mode: LedgerMode, market: MarketId, by: number, at: number): Promise<void> {
  await queries
    .update(positions)
    .set({ quantity: sql`${positions.quantity} + ${by}`, updatedAt: at })
    .where(and(eq(positions.mode, mode), eq(positions.market, market)));
}
