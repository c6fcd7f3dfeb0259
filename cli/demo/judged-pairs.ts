import type { Queries } from '@pm-arbitrage/core/db/database.js';
import { marketMatches } from '@pm-arbitrage/core/db/schema/schema.js';
import { type Match, matchSchema } from '@pm-arbitrage/core/domain/match.js';
import { gte, inArray } from 'drizzle-orm';

const ROWS_AT_ONCE = 500;

/** The matches with these ids, and every other one that changed since a Unix time in ms, by id. */
export async function judgedPairs(
  queries: Queries,
  ids: readonly string[],
  from: number,
): Promise<ReadonlyMap<string, Match>> {
  const found = new Map<string, Match>();
  const columns = { match: marketMatches.match };
  const recent = await queries.select(columns).from(marketMatches).where(gte(marketMatches.updatedAt, from));
  for (const { match } of recent) found.set(match.id, matchSchema.parse(match));
  for (let start = 0; start < ids.length; start += ROWS_AT_ONCE) {
    const some = ids.slice(start, start + ROWS_AT_ONCE);
    const rows = await queries.select(columns).from(marketMatches).where(inArray(marketMatches.id, some));
    for (const { match } of rows) found.set(match.id, matchSchema.parse(match));
  }
  return found;
}
