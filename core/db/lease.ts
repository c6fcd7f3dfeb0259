import { and, eq, sql } from 'drizzle-orm';
import { CodedError } from '../errors/coded-error.js';
import type { Database, Queries } from './database.js';
import { leases } from './schema/schema.js';

/** Thrown inside a transaction when somebody else holds the lease by now: nothing of it is written. */
export class FencedError extends CodedError {}

/** The right to be the one writer of something, until it expires. */
export interface Lease {
  readonly name: string;
  readonly holder: string;
  /** Grows with every change of holder: a writer with an older one is fenced. */
  readonly token: number;
}

/** Takes the lease if it is free, expired or already ours; null while another holder has it. Times in Unix ms. */
export async function acquireLease(
  database: Database,
  request: { name: string; holder: string; ttlMs: number; now: number },
): Promise<Lease | null> {
  const { name, holder, now } = request;
  const expiresAt = now + request.ttlMs;
  const rows = await database.queries
    .insert(leases)
    .values({ name, holder, token: 1, expiresAt })
    .onConflictDoUpdate({
      target: leases.name,
      set: {
        holder,
        expiresAt,
        token: sql`case when ${leases.holder} = ${holder} then ${leases.token} else ${leases.token} + 1 end`,
      },
      setWhere: sql`${leases.holder} = ${holder} or ${leases.expiresAt} <= ${now}`,
    })
    .returning({ token: leases.token });
  const row = rows[0];
  return row ? { name, holder, token: row.token } : null;
}

/** Gives the lease up, so that a successor need not wait for its expiry. */
export async function releaseLease(database: Database, lease: Lease): Promise<void> {
  await database.queries
    .update(leases)
    .set({ expiresAt: 0 })
    .where(and(eq(leases.name, lease.name), eq(leases.token, lease.token)));
}

/**
 * Holds the lease's row for the rest of the transaction. @throws FencedError when the token is no longer the newest,
 * so a writer that slept through its expiry cannot write.
 */
export async function assertLease(queries: Queries, lease: Lease): Promise<void> {
  const rows = await queries
    .select({ token: leases.token })
    .from(leases)
    .where(eq(leases.name, lease.name))
    .for('share');
  if (rows[0]?.token !== lease.token) {
    throw new FencedError(
      'lease.fenced',
      `${lease.holder} no longer holds the ${lease.name} lease; another took over`,
      {
        ...lease,
        current: rows[0]?.token ?? null,
      },
    );
  }
}
