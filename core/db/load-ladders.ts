import { type Ladder, ladderSchema } from '../domain/ladder.js';
import type { Queries } from './database.js';
import { marketLadders } from './schema/schema.js';

/** Every ladder that was ever seen, as it stands. */
export async function loadLadders(queries: Queries): Promise<readonly Ladder[]> {
  const rows = await queries.select({ ladder: marketLadders.ladder }).from(marketLadders);
  return rows.map(({ ladder }) => ladderSchema.parse(ladder));
}
