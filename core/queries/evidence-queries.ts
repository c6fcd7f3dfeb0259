import { and, asc, eq, inArray, ne } from 'drizzle-orm';
import type { Queries } from '../db/database.js';
import { judgedListings, matchEvidence } from '../db/schema/schema.js';
import type { JudgedListing, MatchEvidence } from '../domain/match-evidence.js';

/** Evidence with the markets as they read then. */
export interface EvidenceRow {
  readonly evidence: MatchEvidence;
  readonly kalshi: JudgedListing | null;
  readonly polymarket: JudgedListing | null;
}

/** Everything that a match was decided on without a person, oldest first. */
export async function listEvidence(queries: Queries, match: string): Promise<readonly EvidenceRow[]> {
  const rows = await queries
    .select()
    .from(matchEvidence)
    .where(eq(matchEvidence.match, match))
    .orderBy(asc(matchEvidence.at), asc(matchEvidence.by));
  if (rows.length === 0) return [];
  const prints = rows.flatMap(({ kalshiPrint, polymarketPrint }) => [kalshiPrint, polymarketPrint]);
  const listings = await queries.select().from(judgedListings).where(inArray(judgedListings.print, prints));
  const byPrint = new Map(listings.map(({ print, listing }) => [print, listing]));
  return rows.map(({ evidence, kalshiPrint, polymarketPrint }) => ({
    evidence,
    kalshi: byPrint.get(kalshiPrint) ?? null,
    polymarket: byPrint.get(polymarketPrint) ?? null,
  }));
}

/** What judges other than `by` settled, oldest first. */
export async function settledByOthers(queries: Queries, by: string): Promise<readonly MatchEvidence[]> {
  const rows = await queries
    .select({ evidence: matchEvidence.evidence })
    .from(matchEvidence)
    .where(and(eq(matchEvidence.settled, true), ne(matchEvidence.by, by)))
    .orderBy(asc(matchEvidence.at));
  return rows.map(({ evidence }) => evidence);
}
