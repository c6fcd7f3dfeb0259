import { asc, gt } from 'drizzle-orm';
import type { Queries } from '@pm-arbitrage/core/db/database.js';
import { matchReviews } from '@pm-arbitrage/core/db/schema/schema.js';
import type { MatchReview } from '@pm-arbitrage/core/domain/match-review.js';

/** A review may be committed after one with a later number: those few before the newest are looked at again. */
const OVERLAP = 100;

/** The reviews of persons, each handed out once and in order; a new one begins with the first that was ever written. */
export class ReviewInbox {
  readonly #queries: Queries;
  readonly #seen = new Set<number>();
  #newest = 0;

  constructor(queries: Queries) {
    this.#queries = queries;
  }

  async unread(): Promise<readonly MatchReview[]> {
    const from = this.#newest - OVERLAP;
    const rows = await this.#queries
      .select()
      .from(matchReviews)
      .where(gt(matchReviews.sequence, from))
      .orderBy(asc(matchReviews.sequence));
    const unread = rows.filter(({ sequence }) => !this.#seen.has(sequence));
    for (const { sequence } of unread) {
      this.#seen.add(sequence);
      this.#newest = Math.max(this.#newest, sequence);
    }
    for (const sequence of this.#seen) if (sequence <= this.#newest - OVERLAP) this.#seen.delete(sequence);
    return unread.map(({ review }) => review);
  }
}
