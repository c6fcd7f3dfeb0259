import type { Queries } from '../db/database.js';
import { auditHead } from '../db/schema/schema.js';
import { type ChainPoint, GENESIS } from './chain-point.js';

/** The last entry that was sealed, as it is noted apart from the log. */
export async function readHead(queries: Queries): Promise<ChainPoint> {
  const [row] = await queries.select({ sequence: auditHead.sequence, hash: auditHead.hash }).from(auditHead);
  return row ?? GENESIS;
}
