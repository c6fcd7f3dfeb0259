import { latestAllocation } from '@pm-arbitrage/core/allocations/latest-allocation.js';
import type { Database, Queries } from '@pm-arbitrage/core/db/database.js';
import { ledger, riskMarks, tradeLegs, trades } from '@pm-arbitrage/core/db/schema/schema.js';
import type { LedgerMode } from '@pm-arbitrage/core/db/schema/trading.js';
import { type Platform, platforms } from '@pm-arbitrage/core/domain/platform.js';
import { type TradeState, tradeStates } from '@pm-arbitrage/core/domain/trade.js';
import { PAYOUTS_ACCOUNT } from '@pm-arbitrage/core/ledger/postings.js';
import { holdsPosition, reservesCapital } from '@pm-arbitrage/core/domain/trade-states.js';
import { addUsd, subUsd, type Usd, usd, ZERO_QUANTITY, ZERO_USD } from '@pm-arbitrage/core/money/money.js';
import { venuePausesInForce } from '@pm-arbitrage/core/venue-pauses/pause-venue.js';
import { and, asc, eq, gte, inArray, isNull, like, max, notInArray, or, sql } from 'drizzle-orm';
import { type Commitment, type RiskState, utcDay } from './risk-state.js';

const openStates = tradeStates.filter((state) => reservesCapital(state) || holdsPosition(state));
/** Called off before an order left: not a trade of the day. */
const calledOff: readonly TradeState[] = ['rejected', 'expired', 'aborted'];

/** Sum of every ledger account, by name. */
async function ledgerBalances(queries: Queries, mode: LedgerMode): Promise<ReadonlyMap<string, Usd>> {
  const rows = await queries
    .select({ account: ledger.account, total: sql<string>`sum(${ledger.amount})` })
    .from(ledger)
    .where(eq(ledger.mode, mode))
    .groupBy(ledger.account);
  return new Map(rows.map((row) => [row.account, usd(Number(row.total))]));
}

/** What profit, loss and fees since `from` come to: positive when money was lost. */
async function lostSince(queries: Queries, mode: LedgerMode, from: number): Promise<Usd> {
  const rows = await queries
    .select({ total: sql<string | null>`sum(${ledger.amount})` })
    .from(ledger)
    .where(
      and(
        eq(ledger.mode, mode),
        gte(ledger.at, from),
        or(like(ledger.account, 'pnl:%'), like(ledger.account, 'fees:%')),
      ),
    );
  return usd(Number(rows[0]?.total ?? 0));
}

/** Venues that a person paused, with the reason. */
export const pausedVenues = async (queries: Queries): Promise<ReadonlyMap<Platform, string>> =>
  new Map((await venuePausesInForce(queries)).map(({ platform, reason }) => [platform, reason]));

interface LoadOptions {
  readonly mode: LedgerMode;
  readonly now: number;
  readonly cooldownMs: number;
}

/**
 * Reads the whole risk state as of one moment: a fill that is booked meanwhile must not be missing in the cash and
 * missing among the reservations. Every approval that was committed is in it.
 */
export const loadRiskState = (database: Database, options: LoadOptions): Promise<RiskState> =>
  database.snapshot((queries) => readRiskState(queries, options));

async function readRiskState(queries: Queries, options: LoadOptions): Promise<RiskState> {
  const { mode, now } = options;
  const day = utcDay(now);
  const dayStart = Date.parse(`${day}T00:00:00Z`);
  // One after the other: a snapshot is one connection.
  const balances = await ledgerBalances(queries, mode);
  const lostToday = await lostSince(queries, mode, dayStart);
  const legs = await queries
    .select({
      leg: tradeLegs,
      strategy: trades.strategy,
      coverId: trades.coverId,
      state: trades.state,
      execution: trades.execution,
    })
    .from(tradeLegs)
    .innerJoin(trades, eq(trades.id, tradeLegs.tradeId))
    .where(and(eq(trades.mode, mode), inArray(trades.state, openStates), isNull(tradeLegs.payout)))
    .orderBy(asc(trades.requestedAt), asc(trades.id), asc(tradeLegs.legIndex));
  const today = await queries
    .select({ count: sql<string>`count(*)` })
    .from(trades)
    .where(and(eq(trades.mode, mode), gte(trades.requestedAt, dayStart), notInArray(trades.state, [...calledOff])));
  const recent = await queries
    .select({ coverId: trades.coverId, at: max(trades.requestedAt) })
    .from(trades)
    .where(and(eq(trades.mode, mode), gte(trades.requestedAt, now - options.cooldownMs)))
    .groupBy(trades.coverId);
  const marks = await queries.select().from(riskMarks).where(eq(riskMarks.mode, mode));
  const allocation = await latestAllocation(queries, mode);

  const balance = (account: string) => balances.get(account) ?? ZERO_USD;
  const cash = new Map<Platform, Usd>(platforms.map((platform) => [platform, balance(`cash:${platform}`)]));
  let equity = balance(PAYOUTS_ACCOUNT);
  for (const platform of platforms) {
    equity = addUsd(equity, addUsd(balance(`cash:${platform}`), balance(`contracts:${platform}`)));
  }
  const mark = marks[0];
  return {
    cash,
    equity,
    highWaterMark: mark && mark.highWaterMark > equity ? mark.highWaterMark : equity,
    // From the ledger, not from a mark: deposits of the day are no gain, and losses while no guardian ran are losses.
    dayStartEquity: addUsd(equity, lostToday),
    day,
    pausedDay: mark?.pausedDay ?? '',
    commitments: legs.flatMap(({ leg, strategy, coverId, state, execution }): Commitment[] => {
      const { tradeId, market, event, platform, side, filled, maxCost } = leg;
      const spent = addUsd(leg.cost, leg.fee);
      const about = { tradeId, strategy, coverId, market, event, platform, side, filled };
      // What rests may yet cost the rest of what was approved.
      const mayCost = reservesCapital(state) && (filled === 0 || execution.style === 'rest');
      const left = maxCost > spent ? subUsd(maxCost, spent) : ZERO_USD;
      return [
        ...(filled > 0 || !mayCost ? [{ ...about, amount: spent, reserved: false }] : []),
        ...(mayCost ? [{ ...about, filled: ZERO_QUANTITY, amount: left, reserved: true }] : []),
      ];
    }),
    tradesToday: Number(today[0]?.count ?? 0),
    lastApproval: new Map(recent.map((row) => [row.coverId, row.at ?? 0])),
    allocations: allocation,
    pausedVenues: await pausedVenues(queries),
  };
}
