import { asc, eq, isNull, sql } from 'drizzle-orm';
import type { Database } from '../db/database.js';
import { auditHead, auditLog } from '../db/schema/schema.js';
import { CodedError } from '../errors/coded-error.js';
import { chainOf } from './chain-of.js';
import type { ChainPoint } from './chain-point.js';
import { readHead } from './read-head.js';

/** Thrown when the end of the log is not what was sealed there: nothing may be sealed on top of it. */
export class ChainBrokenError extends CodedError {}

/** Held while a batch is sealed; nobody else takes this number. */
const SEALING_LOCK = 7_263_002;

/**
 * Gives the oldest entries that have none a place in the chain, at most `most` of them, in one transaction. Writers of
 * facts never wait for it: it touches committed entries alone. What another transaction commits later comes later, so
 * an effect never stands before its cause. Several may call it at once: they take turns. `now` Unix ms.
 * @returns how many, and the head @throws ChainBrokenError
 */
export function sealEntries(
  database: Database,
  now: number,
  most = 500,
): Promise<{ readonly sealed: number; readonly head: ChainPoint }> {
  return database.transaction(async (queries) => {
    await queries.execute(sql`select pg_advisory_xact_lock(${SEALING_LOCK})`);
    const head = await readHead(queries);
    const entries = await queries
      .select()
      .from(auditLog)
      .where(isNull(auditLog.sequence))
      .orderBy(asc(auditLog.id))
      .limit(most);
    if (entries.length === 0) return { sealed: 0, head };
    const [last] = await queries
      .select({ hash: auditLog.hash })
      .from(auditLog)
      .where(eq(auditLog.sequence, head.sequence));
    if (head.sequence > 0 && last?.hash !== head.hash) {
      throw new ChainBrokenError(
        'audit.broken',
        `The audit log does not end with entry ${head.sequence} as it was sealed. Nothing is sealed on top of it; look with: audit verify`,
        { ...head },
      );
    }
    const chain = chainOf(entries, head);
    const places = chain.map(({ id, sequence, previous, hash }) => ({ id, sequence, previous, hash }));
    await queries.execute(sql`
      update audit_log set sequence = place.sequence, previous = place.previous, hash = place.hash
      from jsonb_to_recordset(${JSON.stringify(places)}::jsonb)
        as place(id bigint, sequence bigint, previous text, hash text)
      where audit_log.id = place.id`);
    const { sequence, hash } = chain.at(-1) as ChainPoint;
    const row = { sequence, hash, sealedAt: now };
    await queries
      .insert(auditHead)
      .values({ id: 1, ...row })
      .onConflictDoUpdate({ target: auditHead.id, set: row });
    return { sealed: chain.length, head: { sequence, hash } };
  });
}
