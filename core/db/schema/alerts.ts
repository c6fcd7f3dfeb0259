import { index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import type { AlertChannelName } from '../../domain/alert-channel-name.js';
import { timeColumn } from './columns.js';

/** Every message on `system.alerts` that was taken, and the alert it is part of: handling is idempotent by it. */
export const alertOccurrences = pgTable(
  'alert_occurrences',
  {
    /** Id of the message. */
    id: text('id').primaryKey(),
    alert: text('alert').notNull(),
    at: timeColumn('at').notNull(),
  },
  (table) => [index('alert_occurrences_at').on(table.at)],
);

/** What was told to whom: one row for an alert, a channel and a telling. */
export const alertDeliveries = pgTable(
  'alert_deliveries',
  {
    /** `<alert>|<channel>|<round>`. */
    id: text('id').primaryKey(),
    alert: text('alert').notNull(),
    channel: text('channel').$type<AlertChannelName>().notNull(),
    /** 0: the first telling; above, how often it has been told again. */
    round: integer('round').notNull(),
    state: text('state').$type<'waiting' | 'sending' | 'delivered' | 'failed' | 'dropped'>().notNull(),
    attempts: integer('attempts').notNull(),
    dueAt: timeColumn('due_at').notNull(),
    firstTriedAt: timeColumn('first_tried_at'),
    triedAt: timeColumn('tried_at'),
    /** Why the last attempt failed, or why there are no more. */
    reason: text('reason').notNull(),
    /** How the service calls what it took. */
    reference: text('reference'),
    updatedAt: timeColumn('updated_at').notNull(),
  },
  (table) => [index('alert_deliveries_alert').on(table.alert), index('alert_deliveries_state').on(table.state)],
);
