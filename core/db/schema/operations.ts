import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { AlertTier } from '../../domain/alert.js';
import type { OrderSpec, OrderState } from '../../domain/order.js';
import type { ContractSide, MarketId, Platform } from '../../domain/platform.js';
import { quantityColumn, timeColumn, usdColumn } from './columns.js';

/** Rejections, halts, pauses, fenced writers: what the risk side did and why. */
export const riskEvents = pgTable(
  'risk_events',
  {
    id: text('id').primaryKey(),
    kind: text('kind').$type<'rejection' | 'resize' | 'halt' | 'resume' | 'pause'>().notNull(),
    rule: text('rule').notNull(),
    limit: text('limit').notNull(),
    value: text('value').notNull(),
    message: text('message').notNull(),
    tradeId: text('trade_id'),
    at: timeColumn('at').notNull(),
  },
  (table) => [index('risk_events_at').on(table.at), index('risk_events_rule').on(table.rule)],
);

/** Halts; one is in force while `resumedAt` is null. */
export const halts = pgTable('halts', {
  id: text('id').primaryKey(),
  reason: text('reason').notNull(),
  by: text('by').notNull(),
  at: timeColumn('at').notNull(),
  resumedAt: timeColumn('resumed_at'),
  resumedBy: text('resumed_by'),
  resumeReason: text('resume_reason'),
});

/** Venues at which a person wants nothing new opened; one is in force while `resumedAt` is null. */
export const venuePauses = pgTable(
  'venue_pauses',
  {
    id: text('id').primaryKey(),
    platform: text('platform').$type<Platform>().notNull(),
    reason: text('reason').notNull(),
    by: text('by').notNull(),
    at: timeColumn('at').notNull(),
    resumedAt: timeColumn('resumed_at'),
    resumedBy: text('resumed_by'),
    resumeReason: text('resume_reason'),
  },
  // Two persons who pause at once pause once.
  (table) => [
    uniqueIndex('venue_pauses_in_force')
      .on(table.platform)
      .where(sql`${table.resumedAt} is null`),
  ],
);

/** The guardian's memory that is not derivable from trades: marks against which losses are measured. */
export const riskMarks = pgTable('risk_marks', {
  mode: text('mode').$type<'paper' | 'live'>().primaryKey(),
  highWaterMark: usdColumn('high_water_mark').notNull(),
  /** UTC day, `2026-11-21`, and the equity it began with. */
  day: text('day').notNull(),
  dayStartEquity: usdColumn('day_start_equity').notNull(),
  /** The UTC day on which trading is paused for the daily loss; empty when it is not. */
  pausedDay: text('paused_day').notNull(),
  updatedAt: timeColumn('updated_at').notNull(),
});

/** Minutes (Unix ms ÷ 60,000) in which an agent said that it works: its uptime. */
export const agentMinutes = pgTable(
  'agent_minutes',
  {
    agent: text('agent').notNull(),
    minute: bigint('minute', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.agent, table.minute] })],
);

/** One writer at a time: a holder with an old token is fenced at its next write. */
export const leases = pgTable('leases', {
  name: text('name').primaryKey(),
  holder: text('holder').notNull(),
  token: integer('token').notNull(),
  expiresAt: timeColumn('expires_at').notNull(),
});

/** Messages that report committed facts, written in the same transaction; deleted once the bus has them. */
export const outbox = pgTable(
  'outbox',
  {
    id: text('id').primaryKey(),
    /** Order of emission; times alone cannot tell the messages of one millisecond apart. */
    sequence: bigserial('sequence', { mode: 'number' }).notNull(),
    stream: text('stream').notNull(),
    source: text('source').notNull(),
    payload: jsonb('payload').$type<unknown>().notNull(),
    trace: text('trace'),
    cause: text('cause'),
    at: timeColumn('at').notNull(),
  },
  (table) => [index('outbox_source').on(table.source, table.sequence)],
);

export const alerts = pgTable(
  'alerts',
  {
    id: text('id').primaryKey(),
    tier: text('tier').$type<AlertTier>().notNull(),
    kind: text('kind').notNull(),
    dedupeKey: text('dedupe_key').notNull(),
    title: text('title').notNull(),
    body: text('body').notNull(),
    source: text('source').notNull(),
    at: timeColumn('at').notNull(),
    /** How often it was raised within the de-duplication window. */
    count: integer('count').notNull(),
    acknowledgedAt: timeColumn('acknowledged_at'),
    acknowledgedBy: text('acknowledged_by'),
  },
  (table) => [index('alerts_key').on(table.dedupeKey, table.at)],
);

/** The paper broker's own books: what a venue would know. The executor never reads them but through the port. */
export const paperAccounts = pgTable('paper_accounts', {
  platform: text('platform').$type<Platform>().primaryKey(),
  deposited: usdColumn('deposited').notNull(),
  cash: usdColumn('cash').notNull(),
  reserved: usdColumn('reserved').notNull(),
});

export const paperOrders = pgTable(
  'paper_orders',
  {
    clientOrderId: text('client_order_id').primaryKey(),
    platform: text('platform').$type<Platform>().notNull(),
    spec: jsonb('spec').$type<OrderSpec>().notNull(),
    state: text('state').$type<OrderState>().notNull(),
    filled: quantityColumn('filled').notNull(),
    reserved: usdColumn('reserved').notNull(),
    /** Contracts that were ahead in the queue when it came to rest. */
    queueAhead: quantityColumn('queue_ahead').notNull(),
    /** Rounding credit of the order's fee accumulator, where the venue keeps one. */
    feeAccumulator: usdColumn('fee_accumulator').notNull(),
    fills: jsonb('fills').$type<readonly unknown[]>().notNull(),
    at: timeColumn('at').notNull(),
  },
  (table) => [index('paper_orders_state').on(table.platform, table.state)],
);

export const paperPositions = pgTable(
  'paper_positions',
  {
    market: text('market').$type<MarketId>().notNull(),
    side: text('side').$type<ContractSide>().notNull(),
    platform: text('platform').$type<Platform>().notNull(),
    quantity: quantityColumn('quantity').notNull(),
    settled: boolean('settled').notNull(),
  },
  (table) => [primaryKey({ columns: [table.market, table.side] })],
);
