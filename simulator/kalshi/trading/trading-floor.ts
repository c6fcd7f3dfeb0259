import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { LiveMarket } from '../../engine/live-market.js';
import type { FaultBoard } from '../../faults/fault-board.js';
import type { KalshiListing } from '../../world/kalshi-listing.js';
import type { KalshiCatalogue } from '../catalogue.js';
import type { Account } from './account.js';
import type { Ledger } from './ledger.js';
import type { KalshiOrder } from './order.js';
import { refusals } from './refusal.js';
import type { KalshiSwitches, VenueState } from './venue-state.js';

/** What order entry, changes and cancels work with. */
export interface TradingFloor {
  readonly clock: Clock;
  readonly faults: FaultBoard;
  readonly catalogue: KalshiCatalogue;
  readonly ledger: Ledger;
  readonly state: VenueState;
  readonly switches: KalshiSwitches;
  /** A new UUID. */
  readonly newId: () => string;
}

/**
 * The market that an order request names, on the shard that it names.
 * @throws Refusal `market_not_found` where there is none.
 */
export function listingFor(floor: TradingFloor, ticker: string, exchangeIndex: number | null): KalshiListing {
  const listing = floor.catalogue.market(ticker);
  const routed = exchangeIndex === null || exchangeIndex < 0 || exchangeIndex === listing?.series.exchangeIndex;
  if (!listing || !routed) throw refusals.marketNotFound();
  return listing;
}

/** @throws Refusal `MARKET_INACTIVE` unless the market is between opening and close. */
export function openMarket(floor: TradingFloor, listing: KalshiListing): LiveMarket {
  const market = floor.catalogue.live(listing);
  if (!market?.open) throw refusals.marketInactive();
  return market;
}

/** How a cancel or decrease names the shard of its order; without either the order is looked for on shard 0. */
export interface Routing {
  readonly ticker: string | null;
  readonly exchangeIndex: number | null;
}

/** @throws Refusal `not_found` for orders that do not rest, or rest on another shard (reference §6.2). */
export function restingOrder(floor: TradingFloor, account: Account, id: string, routing: Routing): KalshiOrder {
  floor.state.requireExchange();
  const order = account.orders.get(id);
  if (!order || order.shard !== shardOf(floor, routing)) throw refusals.notFound();
  openMarket(floor, order.terms.listing);
  if (!account.rests(order)) throw refusals.notFound();
  return order;
}

function shardOf(floor: TradingFloor, { ticker, exchangeIndex }: Routing): number | undefined {
  if (exchangeIndex !== null && exchangeIndex >= 0) return exchangeIndex;
  return ticker === null ? 0 : floor.catalogue.market(ticker)?.series.exchangeIndex;
}
