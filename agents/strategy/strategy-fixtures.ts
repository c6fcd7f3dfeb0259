import { anEntry } from '@pm-arbitrage/core/allocations/testing/an-allocation.js';
import { configSchema } from '@pm-arbitrage/core/config/schema.js';
import { AT_ONCE } from '@pm-arbitrage/core/domain/execution.js';
import type { FairValue } from '@pm-arbitrage/core/domain/fair-value.js';
import type { Opportunity, OpportunityLeg } from '@pm-arbitrage/core/domain/opportunity.js';
import { marketId, type Platform } from '@pm-arbitrage/core/domain/platform.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import {
  addUsd,
  notional,
  parsePrice,
  parseQuantity,
  parseUsd,
  ratioOf,
  subUsd,
  sumUsd,
  ZERO_USD,
} from '@pm-arbitrage/core/money/money.js';
import type { OwnTrade, StrategyView } from './strategy.js';

export const T0 = Date.UTC(2026, 10, 21, 12);
export const settings = configSchema.parse({}).strategies;

/** A leg of 100 contracts at a price, without fees. */
export function aLeg(platform: Platform, name: string, side: 'yes' | 'no', at: string): OpportunityLeg {
  const limitPrice = parsePrice(at);
  const quantity = parseQuantity('100');
  return {
    market: marketId(platform, name),
    platform,
    event: name,
    side,
    limitPrice,
    quantity,
    cost: notional(quantity, limitPrice, 'up'),
    fee: ZERO_USD,
    epoch: 1,
    sequence: 1,
    receivedAt: T0,
  };
}

export const aFairValue = (worst: number, probability = worst): FairValue => ({
  model: 'above-at-expiry',
  probability,
  standardError: 0.01,
  worst,
  sources: ['coinbase btc-usd'],
  oracleAt: T0,
  maxAgeMs: 5_000,
  live: false,
});

/** An opportunity whose sums follow from its legs and floor. */
export function anOpportunity(
  legs: readonly OpportunityLeg[],
  floor: string,
  change: Partial<Opportunity> = {},
): Opportunity {
  const quantity = parseQuantity('100');
  const totalCost = sumUsd(legs.map((leg) => addUsd(leg.cost, leg.fee)));
  const payout = notional(quantity, parsePrice(floor), 'down');
  const netProfit = subUsd(payout, totalCost);
  return {
    id: 'o',
    coverId: 'c',
    kind: 'cross-venue',
    basis: 'm',
    legs: [...legs],
    quantity,
    lot: parseQuantity('1'),
    minQuantity: parseQuantity('1'),
    floor: parsePrice(floor),
    fair: null,
    totalCost,
    fees: ZERO_USD,
    payout,
    netProfit,
    roi: ratioOf(netProfit, totalCost),
    annualisedRoi: 1,
    suspicious: false,
    resolutionTime: T0 + 86_400_000,
    detectedAt: T0,
    expiresAt: T0 + 5_000,
    tickAt: T0,
    ...change,
  };
}

/** A contract of YES at Kalshi. */
export const aContract = (at: string, fair: FairValue, change: Partial<Opportunity> = {}): Opportunity =>
  anOpportunity([aLeg('kalshi', 'K', 'yes', at)], String(fair.worst), { kind: 'fair-value', fair, ...change });

export const aPair = (change: Partial<Opportunity> = {}): Opportunity =>
  anOpportunity([aLeg('kalshi', 'K', 'yes', '0.45'), aLeg('polymarket', 'P', 'no', '0.45')], '1', change);

export function aBook(
  market: string,
  bids: readonly [string, string][],
  asks: readonly [string, string][],
): PriceUpdate {
  const levels = (of: readonly [string, string][]) =>
    of.map(([at, size]) => [parsePrice(at), parseQuantity(size)] as const);
  return {
    market: market as PriceUpdate['market'],
    epoch: 1,
    sequence: 1,
    status: 'live',
    bids: levels(bids) as never,
    asks: levels(asks) as never,
    venueTime: null,
    receivedAt: T0,
  };
}

/** A trade that holds 100 contracts of YES at Kalshi for 40 cents each. */
export const anOwnTrade = (change: Partial<OwnTrade> = {}): OwnTrade => ({
  tradeId: 't',
  coverId: 'c',
  kind: 'spike',
  state: 'complete',
  execution: AT_ONCE,
  legs: [{ market: marketId('kalshi', 'K'), side: 'yes', filled: parseQuantity('100'), paid: parseUsd('40') }],
  requestedAt: T0,
  opportunity: null,
  closes: null,
  ...change,
});

export function aView(
  change: Partial<StrategyView> & {
    readonly books?: readonly PriceUpdate[];
    readonly seen?: readonly Opportunity[];
  } = {},
): StrategyView {
  const { books = [], seen = [], ...rest } = change;
  return {
    now: T0,
    allocation: anEntry('s', '1000'),
    own: [],
    record: { tried: 0, whole: 0 },
    latest: (coverId) => seen.find((opportunity) => opportunity.coverId === coverId),
    book: (market) => books.find((book) => book.market === market),
    ...rest,
  };
}
