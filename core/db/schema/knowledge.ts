import { bigserial, boolean, doublePrecision, index, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import type { AllocationTable } from '../../domain/allocation.js';
import type { CoverKind } from '../../domain/cover.js';
import type { Market, MarketStatus } from '../../domain/market.js';
import type { Match } from '../../domain/match.js';
import type { MatchReview } from '../../domain/match-review.js';
import type { Opportunity } from '../../domain/opportunity.js';
import type { MarketId, Platform } from '../../domain/platform.js';
import { priceColumn, quantityColumn, timeColumn, usdColumn } from './columns.js';

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
    kind: text('kind').$type<CoverKind>().notNull(),
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

/** One row a settled or closed trade, for scores. */
export const strategyPerformance = pgTable(
  'strategy_performance',
  {
    tradeId: text('trade_id').primaryKey(),
    mode: text('mode').$type<'paper' | 'live'>().notNull(),
    strategy: text('strategy').notNull(),
    cost: usdColumn('cost').notNull(),
    fees: usdColumn('fees').notNull(),
    pnl: usdColumn('pnl').notNull(),
    closedAt: timeColumn('closed_at').notNull(),
  },
  (table) => [index('strategy_performance_closed_at').on(table.strategy, table.closedAt)],
);

export const allocations = pgTable('allocations', {
  id: text('id').primaryKey(),
  table: jsonb('table').$type<AllocationTable>().notNull(),
  at: timeColumn('at').notNull(),
});
