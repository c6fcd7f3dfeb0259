import { index, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { timeColumn, usdColumn } from './columns.js';

/** One row a UTC day: what the language model may no longer spend. Changed by single statements, so callers cannot race. */
export const modelDays = pgTable('model_days', {
  /** UTC day, `2026-11-21`. */
  day: text('day').primaryKey(),
  /** Settled costs, plus the worst case of every call that is not settled. */
  committed: usdColumn('committed').notNull(),
  /** When a question was first turned away for want of money; null: never. */
  exhaustedAt: timeColumn('exhausted_at'),
});

/** One row a reservation, written before the call leaves; unsettled ones count at their worst case. */
export const modelCalls = pgTable(
  'model_calls',
  {
    id: text('id').primaryKey(),
    /** The day that pays, which is the day of the reservation. */
    day: text('day').notNull(),
    model: text('model').notNull(),
    /** What it was for, in words: a pair of markets, or a batch. */
    purpose: text('purpose').notNull(),
    reserved: usdColumn('reserved').notNull(),
    /** Null until it is settled. */
    cost: usdColumn('cost'),
    at: timeColumn('at').notNull(),
    settledAt: timeColumn('settled_at'),
  },
  (table) => [index('model_calls_day').on(table.day)],
);

/** Bulk questions: written before they are sent, so that a crash at any point is no reason to pay twice. */
export const modelBatches = pgTable(
  'model_batches',
  {
    /** Ours; the requests' ids begin with it. */
    id: text('id').primaryKey(),
    /** The service's id; null until it is known. */
    batch: text('batch'),
    state: text('state').$type<'intended' | 'submitted' | 'collected' | 'given-up'>().notNull(),
    model: text('model').notNull(),
    /** What was asked about, as the one who asked wants it back. */
    work: jsonb('work').$type<readonly unknown[]>().notNull(),
    /** The reservation in `model_calls`. */
    call: text('call')
      .notNull()
      .references(() => modelCalls.id),
    at: timeColumn('at').notNull(),
    updatedAt: timeColumn('updated_at').notNull(),
  },
  (table) => [index('model_batches_state').on(table.state)],
);
