import type { Database } from '@pm-arbitrage/core/db/database.js';
import type { LedgerMode } from '@pm-arbitrage/core/db/schema/trading.js';
import { type MarketId, type Platform, platformOf } from '@pm-arbitrage/core/domain/platform.js';
import type { TradeResult } from '@pm-arbitrage/core/domain/trade.js';
import type { TradingVenue } from '@pm-arbitrage/core/ports/trading-venue.js';
import type { Journal } from './journal.js';
import { unpaidTrades } from './recover-trades.js';

/**
 * Books what venues have paid for resolved markets, for one market or for all we hold. Only what the venue says it paid
 * is booked; asking again books nothing twice. @returns the trades that settled.
 */
export async function settleTrades(
  parts: { database: Database; journal: Journal; venues: ReadonlyMap<Platform, TradingVenue>; mode: LedgerMode },
  market?: MarketId,
): Promise<readonly TradeResult[]> {
  const unpaid = await unpaidTrades(parts.database, parts.mode, market);
  const markets = [...new Set(unpaid.map((row) => row.market))];
  const settled: TradeResult[] = [];
  for (const [platform, venue] of parts.venues) {
    const here = markets.filter((id) => platformOf(id) === platform);
    if (here.length === 0) continue;
    for (const paid of await venue.settlements(here)) {
      for (const { tradeId } of unpaid.filter((row) => row.market === paid.market)) {
        const result = await parts.journal.settle(tradeId, { mode: parts.mode, ...paid });
        if (result) settled.push(result);
      }
    }
  }
  return settled;
}
