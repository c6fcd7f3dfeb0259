import { type Match, matchSchema } from '../domain/match.js';
import type { Queries } from './database.js';
import { marketMatches } from './schema/schema.js';

/** Every match that was ever judged, as it stands. Rows of older versions get the fields that they lack. */
export async function loadMatches(queries: Queries): Promise<readonly Match[]> {
  const rows = await queries.select({ match: marketMatches.match }).from(marketMatches);
  return rows.map(({ match }) => matchSchema.parse(match));
}
