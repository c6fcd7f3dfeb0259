import {
  bigserial,
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
} from 'drizzle-orm/pg-core';
import type { AllocationState, AllocationTable } from '../../domain/allocation.js';
import type { AllocationOrder } from '../../domain/allocation-order.js';
import type { Ladder } from '../../domain/ladder.js';
import type { Market, MarketStatus } from '../../domain/market.js';
import type { Match } from '../../domain/match.js';
import type { JudgedListing, MatchEvidence } from '../../domain/match-evidence.js';
import type { MatchReview } from '../../domain/match-review.js';
import type { Opportunity } from '../../domain/opportunity.js';
import type { MarketId, Platform } from '../../domain/platform.js';
import type { TradeKind } from '../../domain/trade-kind.js';
import type { CalibrationRecord } from '../../fair-value/calibration/calibration-record.js';
import { priceColumn, quantityColumn, timeColumn, usdColumn } from './columns.js';
import type { LedgerMode } from './trading.js';

/** Venues and their accounts. `credentials` is ciphertext; null where the environment holds them. */
export const venues = pgTable('venues', {
  platform: text('platform').$type<Platform>().primaryKey(),
  credentials: text('credentials'),
  updatedAt: timeColumn('updated_at').notNull(),
});

export const markets = pgTable(
  'markets',
  {
    id: text('id').$type<MarketId>().primaryKey(),
    platform: text('platform').$type<Platform>().notNull(),
    event: text('event').notNull(),
    title: text('title').notNull(),
    status: text('status').$type<MarketStatus>().notNull(),
    closeTime: timeColumn('close_time').notNull(),
    yesPayout: priceColumn('yes_payout'),
    market: jsonb('market').$type<Market>().notNull(),
    updatedAt: timeColumn('updated_at').notNull(),
  },
  (table) => [index('markets_status').on(table.status)],
);

export const marketMatches = pgTable('market_matches', {
  id: text('id').primaryKey(),
  kalshi: text('kalshi').$type<MarketId>().notNull(),
  polymarket: text('polymarket').$type<MarketId>().notNull(),
  status: text('status').$type<Match['status']>().notNull(),
  confidence: doublePrecision('confidence').notNull(),
  match: jsonb('match').$type<Match>().notNull(),
  updatedAt: timeColumn('updated_at').notNull(),
});

/** What each model of fair values said, held against what became of it: a row for each of the scanners, which are summed. */
export const modelCalibrations = pgTable(
  'model_calibrations',
  {
    model: text('model').notNull(),
    /** The scanner that gathered it, from 0. */
    shard: integer('shard').notNull().default(0),
    record: jsonb('record').$type<CalibrationRecord>().notNull(),
    updatedAt: timeColumn('updated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.model, table.shard] })],
);

/** Markets that read one variable, as they stand. */
export const marketLadders = pgTable('market_ladders', {
  id: text('id').primaryKey(),
  ladder: jsonb('ladder').$type<Ladder>().notNull(),
  updatedAt: timeColumn('updated_at').notNull(),
});

/** Markets as they were read when a pair was judged, by the hash of everything in them: many decisions rest on one text. */
export const judgedListings = pgTable('judged_listings', {
  print: text('print').primaryKey(),
  listing: jsonb('listing').$type<JudgedListing>().notNull(),
});

/** What rules and language model decided on which texts, and what it rests on: a row for each text and judge. */
export const matchEvidence = pgTable(
  'match_evidence',
  {
    match: text('match').notNull(),
    by: text('by').notNull(),
    kalshiPrint: text('kalshi_print').notNull(),
    polymarketPrint: text('polymarket_print').notNull(),
    /** False where the model could not be asked: it may be asked again. */
    settled: boolean('settled').notNull(),
    evidence: jsonb('evidence').$type<MatchEvidence>().notNull(),
    at: timeColumn('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.match, table.by, table.kalshiPrint, table.polymarketPrint] })],
);

/** Everything that persons said of matches, in the order in which they said it; nothing is ever changed or removed. */
export const matchReviews = pgTable(
  'match_reviews',
  {
    sequence: bigserial('sequence', { mode: 'number' }).primaryKey(),
    match: text('match').notNull(),
    review: jsonb('review').$type<MatchReview>().notNull(),
    at: timeColumn('at').notNull(),
  },
  (table) => [index('match_reviews_match').on(table.match)],
);

/** Every opportunity that was published, taken or not. */
export const opportunities = pgTable(
  'opportunities',
  {
    id: text('id').primaryKey(),
    coverId: text('cover_id').notNull(),
    kind: text('kind').$type<TradeKind>().notNull(),
    quantity: quantityColumn('quantity').notNull(),
    totalCost: usdColumn('total_cost').notNull(),
    netProfit: usdColumn('net_profit').notNull(),
    roi: doublePrecision('roi').notNull(),
    suspicious: boolean('suspicious').notNull(),
    opportunity: jsonb('opportunity').$type<Opportunity>().notNull(),
    detectedAt: timeColumn('detected_at').notNull(),
  },
  (table) => [index('opportunities_detected_at').on(table.detectedAt)],
);

/**
 * What each strategy did on each UTC day, and what the reallocation at its end made of it: a row a strategy and day. The
 * second half is null on days whose midnight nobody saw; they count all the same.
 */
export const strategyPerformance = pgTable(
  'strategy_performance',
  {
    mode: text('mode').$type<LedgerMode>().notNull(),
    /** Start of the day, Unix ms. */
    day: timeColumn('day').notNull(),
    strategy: text('strategy').notNull(),
    /** In force that day. */
    capital: usdColumn('capital').notNull(),
    /** Realised by the trades closed that day, fees in. */
    pnl: usdColumn('pnl').notNull(),
    /** Notional bought and sold. */
    traded: usdColumn('traded').notNull(),
    /** Trades closed. */
    trades: integer('trades').notNull(),
    /** The table that came of it. */
    allocation: text('allocation'),
    /** Daily Sharpe ratio with its bounds, and the days and trades it is of; null where there is no score. */
    sharpe: doublePrecision('sharpe'),
    standardError: doublePrecision('standard_error'),
    low: doublePrecision('low'),
    high: doublePrecision('high'),
    scoredDays: integer('scored_days'),
    scoredTrades: integer('scored_trades'),
    rank: integer('rank'),
    state: text('state').$type<AllocationState>(),
    weight: doublePrecision('weight'),
    /** Capital from then on. */
    granted: usdColumn('granted'),
    reason: text('reason'),
  },
  (table) => [primaryKey({ columns: [table.mode, table.strategy, table.day] })],
);

/** Every allocation that was ever in force, in their order; the newest of a mode is. */
export const allocations = pgTable(
  'allocations',
  {
    id: text('id').primaryKey(),
    sequence: bigserial('sequence', { mode: 'number' }).notNull(),
    mode: text('mode').$type<LedgerMode>().notNull(),
    cause: text('cause').$type<AllocationTable['cause']>().notNull(),
    table: jsonb('table').$type<AllocationTable>().notNull(),
    at: timeColumn('at').notNull(),
  },
  (table) => [
    index('allocations_newest').on(table.mode, table.sequence),
    index('allocations_at').on(table.mode, table.at),
  ],
);

/** What persons wanted of the allocator, who and why; handled once, in their order. */
export const allocationOrders = pgTable(
  'allocation_orders',
  {
    sequence: bigserial('sequence', { mode: 'number' }).primaryKey(),
    mode: text('mode').$type<LedgerMode>().notNull(),
    order: jsonb('order').$type<AllocationOrder>().notNull(),
    at: timeColumn('at').notNull(),
    handledAt: timeColumn('handled_at'),
    /** The table that came of it. */
    allocation: text('allocation'),
  },
  (table) => [index('allocation_orders_handled').on(table.mode, table.handledAt)],
);
