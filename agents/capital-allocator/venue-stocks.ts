import type { Database } from '@pm-arbitrage/core/db/database.js';
import { ledger, positions, tradeLegs, trades } from '@pm-arbitrage/core/db/schema/schema.js';
import type { LedgerMode } from '@pm-arbitrage/core/db/schema/trading.js';
import { type Platform, platforms } from '@pm-arbitrage/core/domain/platform.js';
import { tradeStates } from '@pm-arbitrage/core/domain/trade.js';
import { reservesCapital } from '@pm-arbitrage/core/domain/trade-states.js';
import { cashAccount } from '@pm-arbitrage/core/ledger/postings.js';
import { type Usd, usd, ZERO_QUANTITY } from '@pm-arbitrage/core/money/money.js';
import { and, eq, gt, inArray, sql } from 'drizzle-orm';

/** What the swarm has at one venue. */
export interface VenueStock {
  readonly cash: Usd;
  /** Contracts at what they cost; those that were released or paid are cash. */
  readonly held: Usd;
  /** Part of the cash that approved trades may still spend. */
  readonly committed: Usd;
}

/** What lies at every venue whose account is open, all as of one moment. */
export const venueStocks = (database: Database, mode: LedgerMode): Promise<ReadonlyMap<Platform, VenueStock>> =>
  database.snapshot(async (queries) => {
    const stocks = new Map<Platform, VenueStock>();
    // One after the other: a snapshot is one connection.
    for (const platform of platforms) {
      const cash = await queries
        .select({ total: sql<string | null>`sum(${ledger.amount})` })
        .from(ledger)
        .where(and(eq(ledger.mode, mode), eq(ledger.account, cashAccount(platform))));
      const held = await queries
        .select({ total: sql<string | null>`sum(${positions.cost})` })
        .from(positions)
        .where(and(eq(positions.mode, mode), eq(positions.platform, platform), gt(positions.quantity, ZERO_QUANTITY)));
      const committed = await queries
        .select({ total: sql<string | null>`sum(${tradeLegs.maxCost})` })
        .from(tradeLegs)
        .innerJoin(trades, eq(trades.id, tradeLegs.tradeId))
        .where(
          and(
            eq(trades.mode, mode),
            inArray(trades.state, tradeStates.filter(reservesCapital)),
            eq(tradeLegs.platform, platform),
            eq(tradeLegs.filled, ZERO_QUANTITY),
          ),
        );
      const total = (rows: readonly { readonly total: string | null }[]) => usd(Number(rows[0]?.total ?? 0));
      if (cash[0]?.total === null) continue;
      stocks.set(platform, { cash: total(cash), held: total(held), committed: total(committed) });
    }
    return stocks;
  });
