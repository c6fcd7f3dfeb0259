import type { MatchRow } from '../../../protocol/match-row.js';

/**
 * Pairs of one status, newest first: those that the server has stored, and those it tells of live, whose word is the
 * newer one about any pair that it knows.
 */
export function mergeMatches(
  live: readonly MatchRow[],
  stored: readonly MatchRow[],
  status: MatchRow['status'],
): readonly MatchRow[] {
  const all = new Map(stored.map((match) => [match.id, match]));
  for (const match of live) all.set(match.id, match);
  return [...all.values()]
    .filter((match) => match.status === status)
    .sort((a, b) => b.updatedAt - a.updatedAt || a.id.localeCompare(b.id));
}
