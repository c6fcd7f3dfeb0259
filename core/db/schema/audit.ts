import { sql } from 'drizzle-orm';
import { bigint, bigserial, check, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { timeColumn } from './columns.js';

/**
 * What happened, for proof: an entry a fact, written by triggers in the transaction of the fact, or by `recordFact` for
 * facts that have no table. The auditor seals entries into a chain of hashes after their commit; until then `sequence`,
 * `previous` and `hash` are null. Triggers refuse to change, remove or truncate anything but that one step.
 */
export const auditLog = pgTable(
  'audit_log',
  {
    /** Order of writing; numbers of rolled back transactions are missing. */
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    /** The table that holds the fact; empty for a fact that has none. */
    source: text('source').notNull(),
    kind: text('kind').notNull(),
    action: text('action').$type<'opened' | 'inserted' | 'updated' | 'deleted' | 'recorded'>().notNull(),
    /** The key of the fact within its source, parts joined by ":". */
    subject: text('subject').notNull(),
    tradeId: text('trade_id'),
    /** When it happened, by the clock of whoever wrote the fact. */
    at: timeColumn('at').notNull(),
    /** When the database wrote the entry, by its own clock. */
    recordedAt: timeColumn('recorded_at').notNull(),
    /** The fact as JSON, byte for byte as it is hashed. */
    detail: text('detail').notNull(),
    /** Place in the chain, from 1 without a gap. */
    sequence: bigint('sequence', { mode: 'number' }),
    /** Hash of the entry before, hex. */
    previous: text('previous'),
    hash: text('hash'),
  },
  (table) => [
    uniqueIndex('audit_log_sequence')
      .on(table.sequence)
      .where(sql`${table.sequence} is not null`),
    index('audit_log_unsealed')
      .on(table.id)
      .where(sql`${table.sequence} is null`),
    index('audit_log_trade')
      .on(table.tradeId)
      .where(sql`${table.tradeId} is not null`),
    index('audit_log_at').on(table.at),
  ],
);

/** The last sealed entry: one row. Without it, nobody could tell that the end of the log is missing. */
export const auditHead = pgTable(
  'audit_head',
  {
    id: integer('id').primaryKey(),
    sequence: bigint('sequence', { mode: 'number' }).notNull(),
    hash: text('hash').notNull(),
    sealedAt: timeColumn('sealed_at').notNull(),
  },
  (table) => [check('audit_head_one_row', sql`${table.id} = 1`)],
);
