import type { Database, Queries } from '@pm-arbitrage/core/db/database.js';
import { positions, tradeLegs, trades } from '@pm-arbitrage/core/db/schema/schema.js';
import type { LedgerMode } from '@pm-arbitrage/core/db/schema/trading.js';
import type { ContractSide, MarketId, Platform } from '@pm-arbitrage/core/domain/platform.js';
import { tradeStates } from '@pm-arbitrage/core/domain/trade.js';
import { isInFlight } from '@pm-arbitrage/core/domain/trade-states.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Logger } from '@pm-arbitrage/core/log/logger.js';
import { type Quantity, quantity, ZERO_QUANTITY } from '@pm-arbitrage/core/money/money.js';
import type { TradingVenue } from '@pm-arbitrage/core/ports/trading-venue.js';
import { and, eq, gt, inArray } from 'drizzle-orm';
import type { Journal } from './journal.js';

type Held = Readonly<Record<ContractSide, Quantity>>;
const NOTHING: Held = { yes: ZERO_QUANTITY, no: ZERO_QUANTITY };

export interface ReleaseParts {
  readonly database: Database;
  readonly journal: Journal;
  readonly venues: ReadonlyMap<Platform, TradingVenue>;
  readonly mode: LedgerMode;
  readonly isResolved: (market: MarketId) => boolean;
  readonly log: Logger;
}

/**
 * Turns what needs no waiting back into cash: pairs of YES and NO of one market, and contracts of resolved markets.
 * Nothing is booked because it was asked for, only because the venue no longer holds it: pairs that are missing there
 * on both sides were released, by us, by a life that died meanwhile, or by a venue that nets by itself.
 */
export async function releaseCapital(parts: ReleaseParts): Promise<void> {
  const { database, isResolved, log, mode, venues } = parts;
  for (const [platform, venue] of venues) {
    try {
      const ours = await heldByUs(database.queries, mode, platform);
      for (const [market, held] of ours) {
        const pairs = pairsOf(held);
        if (isResolved(market)) await venue.redeem(market);
        else if (pairs > 0) await venue.mergePairs(market, pairs);
      }
    } catch (error) {
      log.warn({ platform, error: messageOf(error) }, 'capital not released');
    }
  }
  await bookReleases(parts);
}

/** Books the pairs that venues no longer hold. @throws CodedError when a venue does not answer */
export async function bookReleases(parts: ReleaseParts): Promise<void> {
  for (const [platform, venue] of parts.venues) await bookReleased(parts, platform, venue);
}

async function bookReleased({ database, journal, log, mode }: ReleaseParts, platform: Platform, venue: TradingVenue) {
  const theirs = heldByVenue(await venue.positions());
  // Read after the venue's answer: what was bought meanwhile is ours and not theirs, on one side at a time.
  for (const [market, ours] of await heldByUs(database.queries, mode, platform)) {
    const left = theirs.get(market) ?? NOTHING;
    const missing = { yes: ours.yes - left.yes, no: ours.no - left.no };
    if (missing.yes <= 0 || missing.yes !== missing.no) continue;
    if (await journal.release(mode, market, quantity(missing.yes)))
      log.info({ market, pairs: missing.yes }, 'pairs of yes and no were released');
  }
}

const pairsOf = ({ yes, no }: Held): Quantity => (yes < no ? yes : no);

/** Contracts of markets in which nothing is being traded now. */
async function heldByUs(queries: Queries, mode: LedgerMode, platform: Platform): Promise<ReadonlyMap<MarketId, Held>> {
  const moving = await queries
    .selectDistinct({ market: tradeLegs.market })
    .from(tradeLegs)
    .innerJoin(trades, eq(trades.id, tradeLegs.tradeId))
    .where(and(eq(trades.mode, mode), inArray(trades.state, tradeStates.filter(isInFlight))));
  const busy = new Set(moving.map(({ market }) => market));
  const rows = await queries
    .select()
    .from(positions)
    .where(and(eq(positions.mode, mode), eq(positions.platform, platform), gt(positions.quantity, ZERO_QUANTITY)));
  return heldByVenue(rows.filter(({ market }) => !busy.has(market)));
}

function heldByVenue(
  rows: readonly { readonly market: MarketId; readonly side: ContractSide; readonly quantity: Quantity }[],
): ReadonlyMap<MarketId, Held> {
  const held = new Map<MarketId, Held>();
  for (const { market, side, quantity: count } of rows)
    held.set(market, { ...(held.get(market) ?? NOTHING), [side]: count });
  return held;
}
