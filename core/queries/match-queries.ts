import { asc, desc, eq, inArray } from 'drizzle-orm';
import type { Queries } from '../db/database.js';
import { marketMatches, markets, matchReviews } from '../db/schema/schema.js';
import type { Market } from '../domain/market.js';
import { type Match, matchSchema } from '../domain/match.js';
import type { MatchReview } from '../domain/match-review.js';
import { type EvidenceRow, listEvidence } from './evidence-queries.js';

/** A match with the two markets it is about, as far as they are listed. */
export interface MatchRow {
  readonly match: Match;
  readonly kalshi: Market | null;
  readonly polymarket: Market | null;
}

/** Matches in the order of their last change, newest first; of one status alone where it is named. */
export async function listMatches(
  queries: Queries,
  { status, limit }: { readonly status?: Match['status'] | undefined; readonly limit: number },
): Promise<readonly MatchRow[]> {
  const rows = await queries
    .select({ match: marketMatches.match })
    .from(marketMatches)
    .where(status === undefined ? undefined : eq(marketMatches.status, status))
    .orderBy(desc(marketMatches.updatedAt))
    .limit(limit);
  return withMarkets(
    queries,
    rows.map(({ match }) => matchSchema.parse(match)),
  );
}

/** A match with all that is known of how it was decided. */
export interface MatchDossier extends MatchRow {
  /** What persons said, oldest first. */
  readonly reviews: readonly MatchReview[];
  /** What rules and language model decided on which texts, oldest first. */
  readonly evidence: readonly EvidenceRow[];
}

/** One match with everything that was said of it; null for an id that nobody judged. */
export async function findMatch(queries: Queries, id: string): Promise<MatchDossier | null> {
  const [row] = await queries
    .select({ match: marketMatches.match })
    .from(marketMatches)
    .where(eq(marketMatches.id, id));
  if (!row) return null;
  const reviews = await queries
    .select({ review: matchReviews.review })
    .from(matchReviews)
    .where(eq(matchReviews.match, id))
    .orderBy(asc(matchReviews.sequence));
  const [found] = await withMarkets(queries, [matchSchema.parse(row.match)]);
  if (!found) return null;
  return { ...found, reviews: reviews.map(({ review }) => review), evidence: await listEvidence(queries, id) };
}

async function withMarkets(queries: Queries, matches: readonly Match[]): Promise<readonly MatchRow[]> {
  if (matches.length === 0) return [];
  const ids = matches.flatMap(({ kalshi, polymarket }) => [kalshi, polymarket]);
  const rows = await queries.select({ market: markets.market }).from(markets).where(inArray(markets.id, ids));
  const byId = new Map(rows.map(({ market }) => [market.id, market]));
  return matches.map((match) => ({
    match,
    kalshi: byId.get(match.kalshi) ?? null,
    polymarket: byId.get(match.polymarket) ?? null,
  }));
}
