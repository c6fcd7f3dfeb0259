import { createHash } from 'node:crypto';
import { asc, gt } from 'drizzle-orm';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { newsReadings } from '@pm-arbitrage/core/db/schema/schema.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { MarketId } from '@pm-arbitrage/core/domain/platform.js';
import { promptHash } from './instructions.js';
import type { StoryReading } from './read-story.js';
import type { Reading } from './weigh-readings.js';

/** A reading as it was written down. */
export interface NotedReading extends Reading {
  readonly market: MarketId;
  readonly rulesHash: string;
}

const DAY_MS = 86_400_000;

/** What was read of stories, in the database: nothing is paid for twice, and a later life knows what this one read. */
export class ReadingJournal {
  readonly #database: Database;
  readonly #model: string;

  /** @param model that reads, in the configuration's words */
  constructor(database: Database, model: string) {
    this.#database = database;
    this.#model = model;
  }

  async note(
    { id, rulesHash }: Market,
    { story, official }: Pick<Reading, 'story' | 'official'>,
    { checked, answers, cost }: StoryReading,
    readAt: number,
  ): Promise<void> {
    const key = createHash('sha256')
      .update(JSON.stringify([id, rulesHash, story.key, story.textHash]))
      .digest('hex');
    const row = { id: key, market: id, rulesHash, story, official, ...checked, model: this.#model };
    await this.#database.queries
      .insert(newsReadings)
      .values({ ...row, promptHash, answers, cost, readAt })
      .onConflictDoNothing();
  }

  /** What was read within a day before a moment, Unix ms, the oldest first. */
  async since(now: number): Promise<readonly NotedReading[]> {
    const rows = await this.#database.queries
      .select()
      .from(newsReadings)
      .where(gt(newsReadings.readAt, now - DAY_MS))
      .orderBy(asc(newsReadings.readAt));
    return rows.map(({ market, rulesHash, story, finding, sentence, official }) => ({
      market: market as MarketId,
      rulesHash,
      story,
      finding,
      sentence,
      official,
    }));
  }
}
