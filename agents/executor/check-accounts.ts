import type { Database, Queries } from '@pm-arbitrage/core/db/database.js';
import { intents, ledger, positions, trades } from '@pm-arbitrage/core/db/schema/schema.js';
import type { LedgerMode } from '@pm-arbitrage/core/db/schema/trading.js';
import type { Platform } from '@pm-arbitrage/core/domain/platform.js';
import { tradeStates } from '@pm-arbitrage/core/domain/trade.js';
import { isInFlight } from '@pm-arbitrage/core/domain/trade-states.js';
import { cashAccount, outsideAccount } from '@pm-arbitrage/core/ledger/postings.js';
import { dollars } from '@pm-arbitrage/core/money/dollars.js';
import { addUsd, formatQuantity, type Quantity, quantity, usd, ZERO_USD } from '@pm-arbitrage/core/money/money.js';
import type { TradingVenue } from '@pm-arbitrage/core/ports/trading-venue.js';
import { and, eq, gt, inArray, sql } from 'drizzle-orm';

/** A number that should be the same on both sides. */
export interface AccountDifference {
  /** What differs: an account or a position. */
  readonly what: string;
  /** Whose cash differs; null for anything else. */
  readonly cashAt: Platform | null;
  /** By how much ours exceeds theirs, in the smallest unit. */
  readonly by: number;
  readonly message: string;
}

/** The differences in words; none means conserved. */
export async function checkAccounts(
  database: Database,
  mode: LedgerMode,
  venues: ReadonlyMap<Platform, TradingVenue>,
): Promise<readonly string[]> {
  return (await compareAccounts(database, mode, venues)).map(({ message }) => message);
}

/**
 * Compares our accounts with the venues': the ledger sums to zero, its cash is theirs to the micro-dollar, our positions
 * are theirs to the millionth of a contract.
 */
export async function compareAccounts(
  database: Database,
  mode: LedgerMode,
  venues: ReadonlyMap<Platform, TradingVenue>,
): Promise<readonly AccountDifference[]> {
  const { queries } = database;
  const differences: AccountDifference[] = [];
  const differs = (what: string, by: number, words: string, cashAt: Platform | null = null) =>
    differences.push({ what, cashAt, by, message: `${what}${words}` });
  const accounts = await queries
    .select({ account: ledger.account, total: sql<string>`sum(${ledger.amount})` })
    .from(ledger)
    .where(eq(ledger.mode, mode))
    .groupBy(ledger.account);
  const balances = new Map(accounts.map((row) => [row.account, usd(Number(row.total))]));
  const total = [...balances.values()].reduce((sum, amount) => addUsd(sum, amount), ZERO_USD);
  if (total !== 0) differs('the ledger', total, ` is off by ${dollars(total)}`);

  const held = await queries
    .select()
    .from(positions)
    .where(and(eq(positions.mode, mode), gt(positions.quantity, quantity(0))));
  const awaited = await awaitedOrders(queries, mode);
  for (const [platform, venue] of venues) {
    const balance = await venue.balance();
    const theirs = addUsd(balance.available, balance.reserved);
    const ours = addUsd(
      balances.get(cashAccount(platform)) ?? ZERO_USD,
      balances.get(outsideAccount(platform)) ?? ZERO_USD,
    );
    if (theirs !== ours)
      differs(`cash at ${platform}`, ours - theirs, `: ours ${dollars(ours)}, theirs ${dollars(theirs)}`, platform);
    const contracts = new Map<string, { ours: Quantity; theirs: Quantity }>();
    for (const row of held) {
      if (row.platform === platform)
        contracts.set(`${row.side} ${row.market}`, { ours: row.quantity, theirs: quantity(0) });
    }
    for (const { market, side, quantity: count } of await venue.positions()) {
      const key = `${side} ${market}`;
      contracts.set(key, { ours: contracts.get(key)?.ours ?? quantity(0), theirs: count });
    }
    for (const { venueOrderId, clientOrderId, market, remaining } of await venue.openOrders()) {
      if (clientOrderId !== null && awaited.has(clientOrderId)) continue;
      differs(`order ${venueOrderId} at ${platform}`, remaining, ` rests in ${market} and no trade of ours awaits it`);
    }
    for (const [what, count] of contracts) {
      if (count.ours !== count.theirs) {
        differs(
          what,
          count.ours - count.theirs,
          `: ours ${formatQuantity(count.ours)}, theirs ${formatQuantity(count.theirs)}`,
        );
      }
    }
  }
  return differences;
}

/** Ids of the orders of trades that are in flight: those may rest at their venue. */
async function awaitedOrders(queries: Queries, mode: LedgerMode): Promise<ReadonlySet<string>> {
  const rows = await queries
    .select({ id: intents.clientOrderId })
    .from(intents)
    .innerJoin(trades, eq(trades.id, intents.tradeId))
    .where(and(eq(trades.mode, mode), inArray(trades.state, tradeStates.filter(isInFlight))));
  return new Set(rows.map(({ id }) => id));
}
