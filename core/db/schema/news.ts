import { boolean, index, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import type { Finding, Story } from '../../domain/news-reading.js';
import { timeColumn, usdColumn } from './columns.js';

/** One row a version of a story and a market that it was read for: nothing is read and paid for twice, over restarts too. */
export const newsReadings = pgTable(
  'news_readings',
  {
    /** SHA-256 of market, its rules, and the story's key and text. */
    id: text('id').primaryKey(),
    market: text('market').notNull(),
    /** Of the rules beside which it was read. */
    rulesHash: text('rules_hash').notNull(),
    story: jsonb('story').$type<Story>().notNull(),
    finding: text('finding').$type<Finding>().notNull(),
    /** The words of the story that decide; null where none do. */
    sentence: text('sentence'),
    reason: text('reason').notNull(),
    /** Whether it came from a feed of who settles the market. */
    official: boolean('official').notNull(),
    model: text('model').notNull(),
    /** Of the fixed part of the question. */
    promptHash: text('prompt_hash').notNull(),
    /** What the model answered, in the order of the questions. */
    answers: jsonb('answers').$type<readonly unknown[]>().notNull(),
    cost: usdColumn('cost').notNull(),
    readAt: timeColumn('read_at').notNull(),
  },
  (table) => [index('news_readings_read').on(table.readAt), index('news_readings_market').on(table.market)],
);
